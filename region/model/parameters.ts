/** The parameters of SSM, by name. */
export interface ParametersState {
  parameters: Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly type: 'String' | 'SecureString';
  readonly value: string;
  readonly version: number;
  readonly description: string | undefined;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

export function emptyParameters(): ParametersState {
  return { parameters: [] };
}
