import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import type { FixedResponse, RuleAction } from '../../balancer/rule.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import type { LoadBalancer } from '../../model/balancing/state.ts';
import { forwardAsked, forwardView } from './forward.ts';
import { redirectAsked, redirectView } from './redirect.ts';

/** The members of an action that the region models. */
export const ACTION_MEMBERS = [
  'Type',
  'Order',
  'TargetGroupArn',
  'ForwardConfig',
  'RedirectConfig',
  'FixedResponseConfig',
] as const;

/**
 * The one action of a rule, in the region's words: AWS takes several only where the first ones log a user in.
 *
 * @param balancer whose listener the rule belongs to
 * @throws AwsError ValidationError, InvalidLoadBalancerAction, TargetGroupNotFound, TargetGroupAssociationLimit and others of the three kinds
 */
export function actionAsked(
  region: Region,
  balancer: LoadBalancer,
  actions: readonly sdk.Action[],
): RuleAction {
  const [asked] = actions;
  if (asked === undefined || actions.length > 1) {
    throw new AwsError('ValidationError', 'The local region models one action for each rule');
  }
  if (balancer.type === 'network' && asked.Type !== 'forward')
    throw new AwsError('InvalidLoadBalancerAction', 'Listeners of network load balancers can only forward');
  switch (asked.Type) {
    case 'forward':
      return forwardAsked(region, balancer, asked);
    case 'fixed-response':
      return fixedResponse(asked.FixedResponseConfig);
    case 'redirect':
      return redirectAsked(asked.RedirectConfig);
    default:
      throw new AwsError(
        'ValidationError',
        `The local region does not model actions of the type ${asked.Type ?? ''}`,
      );
  }
}

export function actionView(action: RuleAction): sdk.Action {
  switch (action.kind) {
    case 'forward':
      return forwardView(action);
    case 'fixed-response':
      return {
        Type: 'fixed-response',
        FixedResponseConfig: {
          StatusCode: String(action.status),
          ContentType: action.contentType,
          MessageBody: action.body,
        },
      };
    case 'redirect':
      return { Type: 'redirect', RedirectConfig: redirectView(action) };
  }
}

const TYPES = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];

/** Codes 2XX, 4XX and 5XX, a body of at most 1024 characters, and five types [M]. */
function fixedResponse(config: sdk.FixedResponseActionConfig | undefined): FixedResponse {
  const { StatusCode = '', ContentType, MessageBody } = config ?? {};
  if (!/^[245]\d\d$/.test(StatusCode)) throw invalid(`The status code '${StatusCode}' is not valid`);
  if (ContentType !== undefined && !TYPES.includes(ContentType))
    throw invalid(`The content type '${ContentType}' is not valid`);
  if ((MessageBody ?? '').length > 1024)
    throw invalid('The message body cannot be longer than 1024 characters');
  return {
    kind: 'fixed-response',
    status: Number(StatusCode),
    ...(ContentType === undefined ? {} : { contentType: ContentType }),
    ...(MessageBody === undefined ? {} : { body: MessageBody }),
  };
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
