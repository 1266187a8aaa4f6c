/** What each path answers. A page that throws is answered with 503. */
export function pages({ environment, language, release }, database) {
  return {
    '/': async () => {
      const { words, visit } = await database.greet(language);
      return { greeting: `${words} from ${environment}`, visit, release };
    },

    // For the balancer: this process answers. It does not ask the database, for when that is lost
    // every instance would be replaced at once, and none of the new ones would be better.
    '/healthz': async () => ({ healthy: true, release }),

    '/ready': async () => {
      await database.isReachable();
      return { ready: true, release };
    },
  };
}
