import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { correctKafkajs } from '@app/bus';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { installKafka, KAFKA_JARS } from './kafka-jars.js';
import { type RunningProcess, startProcess } from './process.js';
import { type TempDir, tempDir } from './temp-dir.js';

export type KafkaOptions = {
  /** 1 (default), or 3 with three copies of everything and `min.insync.replicas=2`. */
  readonly brokers?: 1 | 3;
  /** Where the data is kept; used again if a cluster is in it. Default: a new folder that goes when the cluster stops. */
  readonly dataDir?: string;
  /** More lines for server.properties. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** Starts a real Apache Kafka (KRaft) on 127.0.0.1; when this resolves it takes messages and lets consumer groups join. */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaCluster> {
  installKafka();
  const temp = options.dataDir === undefined ? tempDir('kafka') : null;
  const root = options.dataDir ?? temp?.path ?? '';
  const nodes: Node[] = [];
  for (let id = 1; id <= (options.brokers ?? 1); id += 1) {
    nodes.push({ id, port: await freePort(), controllerPort: await freePort(), folder: path.join(root, `broker-${id}`), running: null });
  }
  for (const node of nodes) makeFolder(node, nodes, options.settings ?? {});
  const cluster = new KafkaCluster(nodes, temp);
  await cluster.start();
  return cluster;
}

type Node = {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly folder: string;
  running: RunningProcess | null;
};

export class KafkaCluster {
  constructor(
    private readonly nodes: readonly Node[],
    private readonly temp: TempDir | null,
  ) {}

  /** Addresses as clients take them: `['127.0.0.1:9092']`. */
  get brokers(): string[] {
    return this.nodes.map((node) => `127.0.0.1:${node.port}`);
  }

  /** What the brokers logged since they last started. */
  get output(): string {
    return this.nodes.map((node) => node.running?.output ?? '').join('\n');
  }

  /** The process of a broker, counted from 1. */
  pid(broker = 1): number {
    const running = this.node(broker).running;
    if (!running) throw new Error(`broker ${broker} is not running`);
    return running.pid;
  }

  /** Starts every broker that is not running, on its port and data; resolves when the cluster works again. */
  async start(): Promise<void> {
    for (const node of this.nodes) if (!node.running || node.running.end) node.running = startBroker(node);
    await this.works();
  }

  /** `kill -9` of one broker (default: the first); resolves when it is gone. */
  async kill9(broker = 1): Promise<void> {
    await this.node(broker).running?.kill9();
  }

  /** Starts what was killed, or stops cleanly and starts what runs. */
  async restart(): Promise<void> {
    await this.halt();
    await this.start();
  }

  /** A clean stop of all brokers that keeps the data. */
  async halt(): Promise<void> {
    await Promise.all(this.running.map((broker) => broker.stop({ timeoutMs: 30_000 })));
  }

  /** Ends the cluster; the data goes too unless `dataDir` was given. */
  async stop(): Promise<void> {
    // With a quorum, a broker that shuts down waits for the others: data that goes anyway needs no clean end.
    if (this.temp && this.nodes.length > 1) await Promise.all(this.running.map((broker) => broker.kill9()));
    else await this.halt();
    this.temp?.remove();
  }

  private get running(): RunningProcess[] {
    return this.nodes.flatMap((node) => node.running ?? []);
  }

  private node(broker: number): Node {
    const node = this.nodes.find((one) => one.id === broker);
    if (!node) throw new Error(`there are ${this.nodes.length} brokers, no broker ${broker}`);
    return node;
  }

  /** An open port says little: for some seconds the coordinators answer "loading". So a message is sent and a group is joined. */
  private async works(): Promise<void> {
    await correctKafkajs();
    const kafka = new Kafka({
      brokers: this.brokers,
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 50, maxRetryTime: 200, retries: 5 },
    });
    const topic = `is-ready-${randomUUID()}`;
    await eventually(() => this.tells(() => produceOnce(kafka, topic, this.nodes.length)), { timeoutMs: 60_000, everyMs: 50 });
    await eventually(() => this.tells(() => joinOnce(kafka, topic)), { timeoutMs: 60_000, everyMs: 50 });
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
  }

  /** Adds to an error what a broker that ended had to say. */
  private async tells(attempt: () => Promise<void>): Promise<void> {
    const dead = this.nodes.find((node) => node.running?.end);
    if (dead) throw new Error(`Kafka's broker ${dead.id} ended: ${dead.running?.output ?? ''}`);
    await attempt();
  }
}

async function produceOnce(kafka: Kafka, topic: string, copies: number): Promise<void> {
  const admin = kafka.admin();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  try {
    await admin.connect();
    const topics = await admin.listTopics();
    if (!topics.includes(topic))
      await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: copies }], waitForLeaders: true });
    await producer.connect();
    await producer.send({ topic, messages: [{ value: 'ready?' }], acks: -1 });
  } finally {
    await Promise.allSettled([producer.disconnect(), admin.disconnect()]);
  }
}

async function joinOnce(kafka: Kafka, topic: string): Promise<void> {
  const consumer = kafka.consumer({ groupId: topic });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const message = new Promise<void>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
      consumer.run({ eachMessage: async () => resolve() }).catch(reject);
    });
    await message;
  } finally {
    await consumer.disconnect();
  }
}

/** Any 16 bytes in base64. */
const CLUSTER_ID = 'b3RrbGlrLXRlc3QtYnJva2';

function makeFolder(node: Node, nodes: readonly Node[], settings: Readonly<Record<string, string>>): void {
  mkdirSync(node.folder, { recursive: true });
  const file = path.join(node.folder, 'server.properties');
  const lines = Object.entries({ ...propertiesOf(node, nodes), ...settings }).map(([name, value]) => `${name}=${value}`);
  writeFileSync(file, lines.join('\n'));
  if (existsSync(path.join(node.folder, 'data/meta.properties'))) return;
  const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', file];
  const done = spawnSync('java', ['-XX:TieredStopAtLevel=1', '-cp', classPath(), ...format], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`Kafka's storage could not be formatted: ${done.error?.message ?? done.stdout + done.stderr}`);
}

function propertiesOf(node: Node, nodes: readonly Node[]): Record<string, string> {
  const copies = String(nodes.length);
  const enough = nodes.length > 1 ? '2' : '1';
  return {
    'process.roles': 'broker,controller',
    'node.id': String(node.id),
    'controller.quorum.voters': nodes.map((one) => `${one.id}@127.0.0.1:${one.controllerPort}`).join(','),
    listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${node.port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': path.join(node.folder, 'data'),
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': enough,
    'transaction.state.log.num.partitions': '4',
    'default.replication.factor': copies,
    'min.insync.replicas': enough,
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    // Kafka acknowledges from memory; on a single broker a kill of the machine would lose what was acknowledged.
    'log.flush.interval.messages': '1',
    // A killed broker is taken back when its old session has run out: 9 s by default.
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '500',
  };
}

/** Serial collector and the quick compiler: less processor time on the two cores that the tests share with it. */
function startBroker(node: Node): RunningProcess {
  const jvm = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
  return startProcess({
    name: `Kafka's broker ${node.id} on port ${node.port}`,
    command: 'java',
    args: [...jvm, '-cp', classPath(), 'kafka.Kafka', path.join(node.folder, 'server.properties')],
    cwd: node.folder,
  });
}

function classPath(): string {
  return readdirSync(KAFKA_JARS)
    .sort()
    .map((jar) => path.join(KAFKA_JARS, jar))
    .join(':');
}
