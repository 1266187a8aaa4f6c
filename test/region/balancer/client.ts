import http from 'node:http';

/** What came back of one request. */
export interface Answer {
  readonly status: number | undefined;
  /** The target's name; undefined when no target answered. */
  readonly name: string | undefined;
  /** What the target was asked with. */
  readonly headers: http.IncomingHttpHeaders | undefined;
  readonly text: string;
  /** The headers that came back. */
  readonly answered: http.IncomingHttpHeaders;
}

export interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  /** On a connection of its own unless one is given. */
  readonly agent?: http.Agent;
}

/** A client of the load balancer at that address, port 80. */
export interface Client {
  /** Rejects when the connection breaks. */
  readonly ask: (asked?: Asked) => Promise<Answer>;
  /** Who answered each of so many requests, sorted. */
  readonly answerers: (count: number, asked?: Asked) => Promise<(string | undefined)[]>;
}

export function clientOf(address: string): Client {
  function ask({ agent, ...asked }: Asked = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options = { host: address, port: 80, agent: agent ?? (false as const), ...asked };
      const request = http.request(options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode, text, answered: response.headers, ...saidBy(text) });
        });
      });
      request.on('error', reject);
      request.end();
    });
  }

  async function answerers(count: number, asked: Asked = {}): Promise<(string | undefined)[]> {
    const names: (string | undefined)[] = [];
    for (let left = count; left > 0; left -= 1) names.push((await ask(asked)).name);
    return names.toSorted();
  }

  return { ask, answerers };
}

/** A target answers in JSON, the load balancer itself in anything else. */
function saidBy(text: string): Pick<Answer, 'name' | 'headers'> {
  if (!text.startsWith('{')) return { name: undefined, headers: undefined };
  return JSON.parse(text) as Pick<Answer, 'name' | 'headers'>;
}
