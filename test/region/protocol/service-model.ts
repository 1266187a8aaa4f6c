import { readFileSync } from 'node:fs';

import type { Service } from '../../../region/protocol/api.ts';

/** AWS's own published description of a service, as the AWS CLI carries it (`service-2.json` of botocore). */
export interface ServiceModel {
  readonly operations: Readonly<Record<string, { readonly output?: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

type Shape =
  | {
      readonly type: 'structure';
      readonly required?: readonly string[];
      readonly members: Readonly<Record<string, { readonly shape: string }>>;
    }
  | { readonly type: 'list'; readonly member: { readonly shape: string } }
  | { readonly type: 'map'; readonly value: { readonly shape: string } }
  | { readonly type: 'string'; readonly enum?: readonly string[] }
  | { readonly type: 'boolean' | 'integer' | 'long' | 'float' | 'double' | 'timestamp' | 'blob' };

const PLACES: Readonly<Record<Service, string>> = {
  ec2: 'ec2/2016-11-15',
  autoscaling: 'autoscaling/2011-01-01',
  elasticloadbalancing: 'elbv2/2015-12-01',
  sts: 'sts/2011-06-15',
  ssm: 'ssm/2014-11-06',
  iam: 'iam/2010-05-08',
  monitoring: 'cloudwatch/2010-08-01',
};

const read = new Map<Service, ServiceModel>();

/** The model of a service, from Debian's AWS CLI, which the set-up installs. It is of 2022: newer members are not in it. */
export function serviceModel(service: Service): ServiceModel {
  const known = read.get(service);
  if (known !== undefined) return known;
  const path = `/usr/lib/python3/dist-packages/awscli/botocore/data/${PLACES[service]}/service-2.json`;
  const model = JSON.parse(readFileSync(path, 'utf8')) as ServiceModel;
  read.set(service, model);
  return model;
}

/**
 * What is wrong with a reply by AWS's own model: required members that are missing, values of another type, texts that an
 * enumeration has not. Members, and operations, that are newer than the model are passed over.
 */
export function faultsOfReply(model: ServiceModel, operation: string, output: unknown): string[] {
  const shape = model.operations[operation]?.output?.shape;
  return shape === undefined ? [] : faultsOf(model, shape, output, operation);
}

function faultsOf(model: ServiceModel, name: string, value: unknown, at: string): string[] {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`the model names the shape ${name} and has it not`);
  switch (shape.type) {
    case 'structure':
      return isRecord(value) ? faultsOfMembers(model, shape, value, at) : [not('a structure', value, at)];
    case 'list':
      return Array.isArray(value)
        ? value.flatMap((item: unknown, index) =>
            faultsOf(model, shape.member.shape, item, `${at}[${index}]`),
          )
        : [not('a list', value, at)];
    case 'map':
      return isRecord(value)
        ? Object.entries(value).flatMap(([key, one]) =>
            faultsOf(model, shape.value.shape, one, `${at}.${key}`),
          )
        : [not('a map', value, at)];
    case 'string':
      return faultsOfText(name, shape.enum, value, at);
    case 'timestamp':
      return value instanceof Date && !Number.isNaN(value.getTime()) ? [] : [not('a time', value, at)];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [not('a boolean', value, at)];
    case 'integer':
    case 'long':
      return Number.isInteger(value) ? [] : [not('a whole number', value, at)];
    case 'float':
    case 'double':
      return typeof value === 'number' ? [] : [not('a number', value, at)];
    case 'blob':
      return value instanceof Uint8Array ? [] : [not('bytes', value, at)];
  }
}

function faultsOfMembers(
  model: ServiceModel,
  shape: Extract<Shape, { type: 'structure' }>,
  value: Readonly<Record<string, unknown>>,
  at: string,
): string[] {
  const missing = (shape.required ?? []).filter((member) => value[member] === undefined);
  const wrong = Object.entries(value).flatMap(([member, one]) => {
    const of = shape.members[member]?.shape;
    return of === undefined || one === undefined ? [] : faultsOf(model, of, one, `${at}.${member}`);
  });
  return [...missing.map((member) => `${at} lacks the required member ${member}`), ...wrong];
}

/** Values that AWS has added to its enumerations since the model was published. */
const NEWER: Readonly<Record<string, readonly string[]>> = {
  TargetHealthStateEnum: ['unhealthy.draining'],
  ImageState: ['disabled'],
  InstanceRefreshStatus: ['Baking', 'RollbackInProgress', 'RollbackFailed', 'RollbackSuccessful'],
};

function faultsOfText(
  name: string,
  allowed: readonly string[] | undefined,
  value: unknown,
  at: string,
): string[] {
  if (typeof value !== 'string') return [not('a text', value, at)];
  if (allowed === undefined || allowed.includes(value) || NEWER[name]?.includes(value)) return [];
  return [`${at} is '${value}', which ${name} has not`];
}

function not(what: string, value: unknown, at: string): string {
  return `${at} is no ${what.replace(/^an? /, '')}: ${JSON.stringify(value)}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
