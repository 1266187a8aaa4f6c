import type { Image } from '../../world/aws/images.ts';
import type { Identity } from '../apt/pool.ts';
import type { Publication } from '../apt/publish.ts';

/** What an image is to be made of. Plain values: whoever starts a bake has read the config and made the package. */
export interface BakeOrder {
  readonly app: string;
  /** The application's systemd unit: `hello.service`. */
  readonly unit: string;
  /** The full hash. */
  readonly commit: string;
  readonly package: PublishedPackage;
  /** Where the package was published. */
  readonly repository: Publication;
  readonly base: BaseOrder;
  /** `t3.small` */
  readonly instanceType: string;
  /** Who may reach the builder's SSH, in CIDR form; only the bake's own key opens it. */
  readonly sshFrom: string;
}

export interface PublishedPackage extends Identity {
  readonly sha256: string;
}

/** The newest image of that name by that owner is built upon. */
export interface BaseOrder {
  /** `debian-12-amd64-*` */
  readonly name: string;
  /** An account's number, or `self`. */
  readonly owner: string;
  /** The user that the image lets in: `admin`. */
  readonly login: string;
}

export interface BakedImage {
  readonly image: Image;
  /** The image that it was built upon. */
  readonly base: string;
  readonly fingerprint: string;
  /** True when an image of exactly this order was there already. */
  readonly reused: boolean;
}
