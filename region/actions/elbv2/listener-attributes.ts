import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import type { Attributes } from '../../model/balancing/attributes.ts';
import { listenerOf } from '../../model/balancing/find.ts';
import { action } from '../../protocol/action.ts';
import { attributesView, changed } from './attributes.ts';

/** Of an HTTP listener's attributes AWS sets this one by itself; the headers that others add have no default [M]. */
const OF_HTTP: Attributes = {
  'routing.http.response.server.enabled': { byDefault: 'true', takes: { kind: 'default' } },
};

export const describeListenerAttributes = action<
  sdk.DescribeListenerAttributesInput,
  sdk.DescribeListenerAttributesOutput
>(['ListenerArn'], (region, input) => {
  listenerOf(region, input.ListenerArn);
  return { Attributes: attributesView({}, OF_HTTP) };
});

/** They can be set to what they are. */
export const modifyListenerAttributes = action<
  sdk.ModifyListenerAttributesInput,
  sdk.ModifyListenerAttributesOutput
>(['ListenerArn', 'Attributes'], (region, input) => {
  listenerOf(region, input.ListenerArn);
  return { Attributes: attributesView(changed({}, OF_HTTP, input.Attributes), OF_HTTP) };
});
