/** The part of Packer's manifest that is of use. Packer appends to it, and leaves an earlier run's where a run fails. */
interface Manifest {
  readonly builds: readonly {
    /** `eu-west-1:ami-0123…,eu-central-1:ami-4567…` */
    readonly artifact_id: string;
    readonly custom_data?: { readonly run?: string } | null;
  }[];
}

/** The id of the image that this run made in that region, by a manifest's text; undefined when it made none. */
export function imageInManifest(text: string, run: string, region: string): string | undefined {
  const { builds } = JSON.parse(text) as Manifest;
  const made = builds.find((build) => build.custom_data?.run === run);
  const artifact = made?.artifact_id.split(',').find((part) => part.startsWith(`${region}:`));
  return artifact?.slice(region.length + 1);
}
