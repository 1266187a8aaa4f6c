/** One request of a tool and what the region answered, as they went over the wire. */
export interface Exchange {
  /** Seconds since the recording began. */
  readonly at: number;
  /** Without what changes from one run to the next: Authorization is the credential's scope alone. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly reply: string;
}

/** The headers by which the region knows service, action and account. */
export const KEPT_HEADERS = ['authorization', 'content-type', 'x-amz-target'] as const;

/** Every text of a reply by where it stands: `DescribeVpcsResponse/vpcSet/item[1]/vpcId` in XML, `Parameter/Name` in JSON. */
export function textsOf(reply: string): ReadonlyMap<string, string> {
  return reply.trimStart().startsWith('<') ? textsOfXml(reply) : textsOfJson(reply);
}

/** The region's own XML has elements and texts, and nothing else that matters here. */
function textsOfXml(xml: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const open: { readonly path: string; readonly children: Map<string, number> }[] = [
    { path: '', children: new Map() },
  ];
  for (const [, tag, text] of xml.matchAll(/<([^>]+)>|([^<]+)/g)) {
    const parent = open.at(-1);
    if (parent === undefined) throw new Error(`the reply closes more than it opens: ${xml}`);
    if (text !== undefined) texts.set(parent.path, text);
    else if (tag?.startsWith('/')) open.pop();
    else if (tag !== undefined && !/^[?!]/.test(tag)) {
      const name = /^[^\s/]+/.exec(tag)?.[0] ?? '';
      const number = (parent.children.get(name) ?? 0) + 1;
      parent.children.set(name, number);
      const path = `${parent.path}/${name}[${number}]`;
      if (tag.endsWith('/')) texts.set(path, '');
      else open.push({ path, children: new Map() });
    }
  }
  return texts;
}

function textsOfJson(json: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const visit = (value: unknown, path: string) => {
    if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) visit(one, `${path}/${key}`);
    else texts.set(path, String(value));
  };
  visit(json === '' ? {} : JSON.parse(json), '');
  return texts;
}
