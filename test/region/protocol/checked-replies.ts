import type { Action } from '../../../region/protocol/action.ts';
import type { Service } from '../../../region/protocol/api.ts';
import type { ActionsByService } from '../../../region/protocol/perform.ts';
import { faultsOfReply, serviceModel } from './service-model.ts';

/**
 * The region's actions, each reply held against AWS's own model: one that is not valid fails the call, and so the test that
 * made it.
 */
export function checkedReplies(actions: ActionsByService): ActionsByService {
  return mapped(actions, (ofService, service) =>
    mapped(ofService, (action, name) => withCheck(service, name, action)),
  );
}

function mapped<Key extends string, Value>(
  record: Readonly<Record<Key, Value>>,
  map: (value: Value, key: Key) => Value,
): Readonly<Record<Key, Value>> {
  const result: Record<Key, Value> = { ...record };
  for (const key in record) result[key] = map(record[key], key);
  return result;
}

function withCheck(service: Service, name: string, action: Action): Action {
  return {
    takes: action.takes,
    async run(region, input, caller) {
      const output = await action.run(region, input, caller);
      const faults = faultsOfReply(serviceModel(service), name, output);
      if (faults.length > 0) throw new Error(`${service}:${name} has no valid reply: ${faults.join('; ')}`);
      return output;
    },
  };
}
