import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as monitoring from '@aws-sdk/client-cloudwatch';
import * as ec2 from '@aws-sdk/client-ec2';
import * as balancing from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';

import { type Api, describeApi } from './api.ts';

export const ec2Api = describeApi(ec2, {
  service: 'ec2',
  dialect: 'ec2',
  version: '2016-11-15',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
});

export const autoscalingApi = describeApi(autoscaling, {
  service: 'autoscaling',
  dialect: 'query',
  version: '2011-01-01',
  namespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
});

export const balancingApi = describeApi(balancing, {
  service: 'elasticloadbalancing',
  dialect: 'query',
  version: '2015-12-01',
  namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
});

export const stsApi = describeApi(sts, {
  service: 'sts',
  dialect: 'query',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
});

export const ssmApi = describeApi(ssm, {
  service: 'ssm',
  dialect: 'json',
  version: '2014-11-06',
  namespace: 'AmazonSSM',
});

export const iamApi = describeApi(iam, {
  service: 'iam',
  dialect: 'query',
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
});

/** CloudWatch as the SDK speaks it. */
export const monitoringApi = describeApi(monitoring, {
  service: 'monitoring',
  dialect: 'json',
  version: '2010-08-01',
  namespace: 'GraniteServiceVersion20100801',
  queryCompatible: true,
});

/** CloudWatch as clients speak it that are older, such as version 2.9 of the AWS CLI. */
export const monitoringQueryApi = describeApi(monitoring, {
  service: 'monitoring',
  dialect: 'query',
  version: '2010-08-01',
  namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
});

/** The services that the region speaks; all on one port. What has a version and no target is the first of that version. */
export const apis: readonly Api[] = [
  ec2Api,
  autoscalingApi,
  balancingApi,
  stsApi,
  ssmApi,
  iamApi,
  monitoringQueryApi,
  monitoringApi,
];
