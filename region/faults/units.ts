import type { Region } from '../region.ts';
import type { Fault } from './state.ts';
import { means } from './strike.ts';

/** A machine that is too young to be told anything is told again so many milliseconds later. */
const AGAIN = 1000;

/** Breaks the unit in each running machine that the fault means and has not struck yet, as many as it has times left. */
export function breakUnits(region: Region, fault: Fault): void {
  const running = region.state.ec2.instances.filter(({ state }) => state === 'running');
  const alive = Object.keys(fault.struck).filter((id) => running.some(({ instanceId }) => instanceId === id));
  if (alive.length < Object.keys(fault.struck).length) {
    fault.struck = Object.fromEntries(alive.map((id) => [id, 0]));
  }
  for (const instance of running) {
    const { instanceId } = instance;
    if (fault.times === 0 || !means(fault.words, instance) || alive.includes(instanceId)) continue;
    fault.struck = { ...fault.struck, [instanceId]: 0 };
    if (fault.times !== undefined) fault.times -= 1;
    region.machines.run(instanceId, breakingScript(fault)).catch((cause: unknown) => {
      console.error(`${instanceId} could not be broken, and is tried again`, cause);
      unstrike(region, fault, instanceId);
    });
  }
}

function unstrike(region: Region, fault: Fault, instanceId: string): void {
  fault.struck = Object.fromEntries(Object.entries(fault.struck).filter(([id]) => id !== instanceId));
  if (fault.times !== undefined) fault.times += 1;
  region.clock.wakeAt(region.clock.now() + AGAIN, () => {
    region.stir();
  });
}

/** Undoes it in those that still run. */
export function mendUnits(region: Region, fault: Fault): void {
  for (const instanceId of Object.keys(fault.struck)) {
    region.machines.run(instanceId, mendingScript(fault)).catch((cause: unknown) => {
      console.error(`${instanceId} could not be mended`, cause);
    });
  }
}

/** What systemd is told of the unit, beside what it knows: lost with the machine's next boot. */
const DROP_INS = {
  'crash-loop':
    '[Unit]\\nStartLimitIntervalSec=0\\n[Service]\\nRuntimeMaxSec=2\\nKillSignal=SIGKILL\\nRestart=always\\nRestartSec=1\\n',
  'unit-failure': '[Service]\\nExecStartPre=\\nExecStartPre=/bin/false\\nRestart=no\\n',
};

function breakingScript(fault: Fault): string {
  const unit = unitOf(fault);
  const text = DROP_INS[fault.kind === 'crash-loop' ? 'crash-loop' : 'unit-failure'];
  return [
    `mkdir -p /run/systemd/system/${unit}.d`,
    `printf '${text}' > /run/systemd/system/${unit}.d/zz-broken.conf`,
    'systemctl daemon-reload',
    `systemctl restart --no-block ${unit}`,
  ].join(' && ');
}

function mendingScript(fault: Fault): string {
  const unit = unitOf(fault);
  return [
    `rm -f /run/systemd/system/${unit}.d/zz-broken.conf`,
    'systemctl daemon-reload',
    `systemctl reset-failed ${unit} 2>/dev/null`,
    `systemctl restart --no-block ${unit}`,
  ].join('; ');
}

function unitOf({ words: { unit = '' } }: Fault): string {
  return unit.includes('.') ? unit : `${unit}.service`;
}
