import { setPriority } from 'node:os';

import { startLoad } from './load.ts';
import type { FromGenerator, Order } from './traffic.ts';

/**
 * The load generator's process. The first message orders the load, the second ends it; it ends itself when whoever started it
 * is gone. A terminal's ^C is for the starter alone, who asks for the report then.
 */
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.once('message', (order: Order) => {
  // The demo keeps both cores busy: root may ask that this clock does not suffer from it.
  if (process.getuid?.() === 0) setPriority(-10);
  const load = startLoad(order, order.rate);
  tell({ type: 'started' });
  process.once('message', () => {
    void load.stop().then((report) => {
      tell({ type: 'report', report });
    });
  });
});

function tell(message: FromGenerator): void {
  process.send?.(message);
}
