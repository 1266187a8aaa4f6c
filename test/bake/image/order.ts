import type { BakeOrder, PublishedPackage } from '../../../bake/image/order.ts';

/** An order that could be real, but for what a test changes of its package. */
export function orderOf(changed: Partial<PublishedPackage> = {}): BakeOrder {
  return {
    app: 'hello',
    unit: 'hello.service',
    commit: '0123456789abcdef0123456789abcdef01234567',
    package: { name: 'hello', version: '1.2.0', architecture: 'all', sha256: 'a'.repeat(64), ...changed },
    repository: { repository: '/nowhere', publicKey: '', suite: 'bakeroll', component: 'main' },
    base: { name: 'debian-12-amd64-*', owner: '136693071363', login: 'admin' },
    instanceType: 't3.small',
    sshFrom: '127.0.0.0/8',
  };
}
