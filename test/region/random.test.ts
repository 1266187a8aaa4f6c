import t from 'tap';

import { fraction, realRandom, seededRandom, uuid } from '../../region/random.ts';

t.test('a seed gives the same bytes again, however they are asked for, and another seed others', (t) => {
  const [one, again, other] = ['a', 'a', 'b'].map(seededRandom);
  const whole = one?.bytes(100);
  t.same(
    Buffer.concat([again?.bytes(1), again?.bytes(70), again?.bytes(29)].map((part) => part ?? Buffer.of())),
    whole,
  );
  t.notSame(other?.bytes(100), whole);
  t.end();
});

t.test('fractions lie from 0 to 1, all over', (t) => {
  const random = seededRandom('fractions');
  const drawn = Array.from({ length: 1000 }, () => fraction(random));
  t.ok(drawn.every((one) => one >= 0 && one < 1));
  const tenths = new Set(drawn.map((one) => Math.floor(one * 10)));
  t.equal(tenths.size, 10);
  t.end();
});

t.test('a UUID is one of version 4', (t) => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  for (const random of [realRandom, seededRandom('uuid')]) t.match(uuid(random), form);
  t.end();
});
