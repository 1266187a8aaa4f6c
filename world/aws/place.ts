/** Where in AWS an environment is: what every client is made from. */
export interface Place {
  /** `eu-west-1`, or a local region's name. */
  readonly region: string;
  /** The API's address when it is not AWS's own: a local region. Then credentials are the region's, never the user's. */
  readonly endpoint: string | undefined;
  /** The account that the config expects; checked against STS before the first effect. */
  readonly account: string | undefined;
}
