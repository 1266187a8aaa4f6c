import { instanceTypes } from '../model/ec2/instance-types.ts';
import { subnets } from '../model/ec2/subnets.ts';
import { alarmOf } from '../model/monitoring/alarms.ts';
import { apis } from '../protocol/apis.ts';
import type { Region } from '../region.ts';
import { BadFault } from './bad-fault.ts';
import { KINDS, type Kind, type KindName, type Word, usageOf } from './kinds.ts';
import type { FaultWords } from './state.ts';

/**
 * Reads what was typed after a fault's kind: each word is the first of those still free that it can be.
 *
 * @throws BadFault where a word can be none of them, or one is missing
 */
export function readWords(region: Region, kind: KindName, typed: readonly string[]): FaultWords {
  const { words }: Kind = KINDS[kind];
  const read: Partial<Record<Word, string>> = {};
  let free = words.map((word) => ({ word: word.replace('?', '') as Word, needed: !word.endsWith('?') }));
  for (const text of typed) {
    const place = free.findIndex(({ word }) => READERS[word](region, text));
    const found = free[place];
    if (found === undefined || free.slice(0, place).some(({ needed }) => needed)) {
      throw wrong(kind, text, free[0]?.word);
    }
    read[found.word] = text;
    free = free.slice(place + 1);
  }
  const missing = free.find(({ needed }) => needed);
  if (missing !== undefined) throw new BadFault(`${usageOf(kind)}: ${missing.word.toUpperCase()} is missing`);
  return read;
}

function wrong(kind: KindName, text: string, expected: Word | undefined): BadFault {
  const why = expected === undefined ? 'is a word too many' : `is not ${MEANT[expected]}`;
  return new BadFault(`${usageOf(kind)}: '${text}' ${why}`);
}

/** Whether a text can be such a word in this region. */
const READERS: Record<Word, (region: Region, text: string) => boolean> = {
  which: isSomething,
  zone: (region, text) => subnets(region).some(({ zone }) => zone === text),
  type: (_region, text) => instanceTypes.some(({ name }) => name === text),
  seconds: (_region, text) => /^[1-9]\d*$/.test(text),
  offset: (_region, text) => /^[+-]?[1-9]\d*$/.test(text),
  vcpus: (_region, text) => /^\d+$/.test(text),
  code: (_region, text) => /^[A-Z][A-Za-z.]+$/.test(text),
  action: (_region, text) => isAction(text),
  unit: (_region, text) => /^[A-Za-z0-9@:_.-]+$/.test(text),
  alarm: (region, text) => alarmOf(region, text) !== undefined,
};

const MEANT: Record<Word, string> = {
  which: 'an instance, image, zone or Auto Scaling group of the region',
  zone: 'a zone of the region',
  type: 'an instance type of the region',
  seconds: 'a whole number from 1 up',
  offset: 'a whole number of seconds',
  vcpus: 'a whole number from 0 up',
  code: 'a code such as InternalFailure',
  action: 'an action of AWS such as RunInstances',
  unit: 'a systemd unit such as hello.service',
  alarm: 'an alarm of the region',
};

function isSomething(region: Region, text: string): boolean {
  const { ec2, autoscaling } = region.state;
  return (
    ec2.instances.some(({ instanceId }) => instanceId === text) ||
    ec2.images.some(({ imageId }) => imageId === text) ||
    autoscaling.groups.some(({ name }) => name === text) ||
    READERS.zone(region, text)
  );
}

function isAction(text: string): boolean {
  if (!/^[A-Za-z0-9*]+$/.test(text)) return false;
  return apis.some(({ operations }) => [...operations.keys()].some((name) => matchesAction(text, name)));
}

/** Whether `action` of a fault means an action: `*` is any text; without it all are meant. */
export function matchesAction(pattern: string | undefined, action: string): boolean {
  return pattern === undefined || new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action);
}
