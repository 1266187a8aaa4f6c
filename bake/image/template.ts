import Handlebars from 'handlebars';
import { Failure, UNTOUCHED } from '../../world/failure.ts';

/** What the Packer template takes: `packer/image.json.hbs`. */
export interface TemplateValues {
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly baseImage: string;
  readonly instanceType: string;
  readonly imageName: string;
  readonly login: string;
  readonly keyName: string;
  readonly securityGroup: string;
  readonly run: string;
  readonly pollSeconds: number;
  readonly pollAttempts: number;
}

/** Packer interpolates `{{…}}` in any value of its template, escaped or not: nothing that could say it may enter. */
const SAFE = /^[A-Za-z0-9._:/@+-]+$/;

/**
 * Fills the template in.
 *
 * @param source Handlebars, in which `{{json x}}` is the only way to write a value
 * @throws Failure `config-invalid` for a value with any other character than `A-Z a-z 0-9 . _ : / @ + -`
 */
export function renderTemplate(source: string, values: TemplateValues): string {
  for (const [name, value] of Object.entries(values))
    refuseUnsafe(name, value as string | number | undefined);
  const handlebars = Handlebars.create();
  handlebars.registerHelper('json', (value: unknown) => JSON.stringify(value));
  return handlebars.compile(source, { strict: true, noEscape: true })(values);
}

function refuseUnsafe(name: string, value: string | number | undefined): void {
  if (typeof value !== 'string' || SAFE.test(value)) return;
  throw new Failure({
    code: 'config-invalid',
    what: `The ${name} of a bake may not be ${JSON.stringify(value)}.`,
    why: 'Packer reads {{…}} and quotes in its template; so only A-Z a-z 0-9 . _ : / @ + - enter it',
    state: UNTOUCHED,
    next: 'mend it in the config, then type the same again',
  });
}
