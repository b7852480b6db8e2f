import type { Metric, Registry } from 'prom-client';
import { BUCKETS_MS, type RouteCount } from '../../../plugins/request-figures.ts';
import type { Figure } from './figure.ts';

type PromClient = typeof import('prom-client');

interface Value {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

const PREFIX = 'bookchat_';
const DURATION = `${PREFIX}http_request_duration_seconds`;

/** A registry of one server's own figures, which are read when somebody asks, and are nowhere kept twice. */
export function createRegistry(
  client: PromClient,
  { figures, readRoutes }: { figures: readonly Figure[]; readRoutes: () => readonly RouteCount[] },
): Registry {
  const registry = new client.Registry();
  for (const figure of figures)
    register(registry, { ...figure, name: PREFIX + figure.name }, () => toValues(figure));
  register(
    registry,
    {
      name: DURATION,
      type: 'histogram',
      help: 'From the headers read to the answer handed over, by route, method and class of status.',
    },
    () => readRoutes().flatMap(toHistogram),
  );
  return registry;
}

/** All that a registry asks of a metric is its name and `get()`. */
function register(
  registry: Registry,
  { name, help, type }: { name: string; help: string; type: string },
  read: () => readonly Value[],
): void {
  const get = async () => ({ name, help, type, values: read(), aggregator: 'sum' });
  registry.registerMetric({ name, get } as unknown as Metric);
}

function toValues({ read }: Figure): Value[] {
  const values = read();
  if (values === null) return [];
  if (typeof values === 'number') return [{ labels: {}, value: values }];
  return values.map(([labels, value]) => ({ labels, value }));
}

/** Of a histogram each bucket holds those below as well. */
function toHistogram({ method, route, status, buckets, sumMs }: RouteCount): Value[] {
  const labels = { method, route, status };
  let count = 0;
  const values = buckets.map((inBucket, index): Value => {
    count += inBucket;
    const end = BUCKETS_MS[index];
    return {
      metricName: `${DURATION}_bucket`,
      labels: { le: end === undefined ? '+Inf' : end / 1_000, ...labels },
      value: count,
    };
  });
  return [
    ...values,
    { metricName: `${DURATION}_sum`, labels, value: sumMs / 1_000 },
    { metricName: `${DURATION}_count`, labels, value: count },
  ];
}
