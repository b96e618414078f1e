import { busSuite } from './bus.suite.js';
import { kafkaWorld } from './worlds.suite.js';

busSuite('KafkaBus on Apache Kafka', ['the broker', 'PostgreSQL'], kafkaWorld);
