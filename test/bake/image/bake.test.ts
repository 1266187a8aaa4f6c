import t from 'tap';
import { bakeImage } from '../../../bake/image/bake.ts';
import type { BakeOrder } from '../../../bake/image/order.ts';
import { orderOf } from './order.ts';
import { inventory, scene } from './scene.ts';

t.test(
  'a base that is not there, and one for other processors, is said before anything is made',
  async (t) => {
    const { model, cloud, world } = await scene(t);
    const before = await inventory(model);
    const asked: [BakeOrder, RegExp][] = [
      [
        { ...orderOf(), base: { ...orderOf().base, name: 'debian-13-*' } },
        /no image debian-13-\* of 136693071363/,
      ],
      [orderOf({ architecture: 'arm64' }), /hello is for arm64, the base debian-12-amd64-\d+ for amd64/],
    ];
    for (const [order, what] of asked)
      await t.rejects(bakeImage(world, cloud, order, new AbortController().signal), {
        code: 'bake-failed',
        what,
      });
    t.same(await inventory(model), before);
  },
);

t.test('what AWS refuses is a failure of the bake, with the reason', async (t) => {
  const { cloud, world } = await scene(t);
  const refusing = {
    ...cloud,
    builders: { ...cloud.builders, leftovers: () => cloud.images.remove('ami-1') as never },
  };
  await t.rejects(bakeImage(world, refusing, orderOf(), new AbortController().signal), {
    code: 'bake-failed',
    why: /ami-1/,
  });
});
