import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import type { Attributes } from '../../model/balancing/attributes.ts';
import { listenerOf } from '../../model/balancing/find.ts';
import type { Listener } from '../../model/balancing/state.ts';
import { action } from '../../protocol/action.ts';
import { attributesView, changed } from './attributes.ts';

/** Of an HTTP listener's attributes AWS sets this one by itself; the headers that others add have no default [M]. */
const OF_HTTP: Attributes = {
  'routing.http.response.server.enabled': { byDefault: 'true', takes: { kind: 'default' } },
};

/** How long a flow may be silent [M]; the region has AWS's default alone. */
const OF_TCP: Attributes = { 'tcp.idle_timeout.seconds': { byDefault: '350', takes: { kind: 'default' } } };

export const describeListenerAttributes = action<
  sdk.DescribeListenerAttributesInput,
  sdk.DescribeListenerAttributesOutput
>(['ListenerArn'], (region, input) => {
  return { Attributes: attributesView({}, attributesOf(listenerOf(region, input.ListenerArn))) };
});

/** They can be set to what they are. */
export const modifyListenerAttributes = action<
  sdk.ModifyListenerAttributesInput,
  sdk.ModifyListenerAttributesOutput
>(['ListenerArn', 'Attributes'], (region, input) => {
  const attributes = attributesOf(listenerOf(region, input.ListenerArn));
  return { Attributes: attributesView(changed({}, attributes, input.Attributes), attributes) };
});

function attributesOf({ protocol }: Listener): Attributes {
  return protocol === 'TCP' ? OF_TCP : OF_HTTP;
}
