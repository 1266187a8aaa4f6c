import type { Balancer, Routes } from './balancer.ts';

/**
 * Makes one data plane carry the listeners of several regions.
 *
 * @param awaited how many of the shares must have said their routes before the first are put in force: what runs on from
 *   before a restart is not to lose the listeners of a region that has not spoken yet
 * @returns what gives each region its share
 */
export function sharedBalancer(balancer: Balancer, awaited: number): () => Balancer {
  const said: (Routes | undefined)[] = Array.from({ length: awaited });
  const all = Promise.withResolvers<undefined>();
  let shares = 0;

  function share(): Balancer {
    const own = shares;
    shares += 1;
    return {
      async route(routes) {
        said[own] = routes;
        if (Array.from(said).some((one) => one === undefined)) await all.promise;
        else all.resolve(undefined);
        await balancer.route({
          listeners: said.flatMap((one) => one?.listeners ?? []),
          targetGroups: said.flatMap((one) => one?.targetGroups ?? []),
        });
      },
      figures: (of) => balancer.figures(of),
    };
  }

  return share;
}
