import { buildersOf, type Builders } from '../../world/aws/builders.ts';
import { clientsOf } from '../../world/aws/clients.ts';
import { childVariables } from '../../world/aws/credentials.ts';
import { imagesOf, type Images } from '../../world/aws/images.ts';
import type { Place } from '../../world/aws/place.ts';

/** What a bake needs of AWS. */
export interface Cloud {
  readonly place: Place;
  readonly images: Images;
  readonly builders: Builders;
  /** The environment variables by which a child reaches the same place. */
  childVariables(): Promise<Record<string, string>>;
}

export function cloudAt(place: Place): Cloud {
  const clients = clientsOf(place);
  return {
    place,
    images: imagesOf(clients),
    builders: buildersOf(clients),
    childVariables: () => childVariables(place),
  };
}
