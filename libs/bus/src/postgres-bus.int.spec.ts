import { busSuite } from './bus.suite.js';
import { postgresWorld } from './worlds.suite.js';

busSuite('PostgresBus on PostgreSQL 18', ['PostgreSQL'], () => postgresWorld(18));
busSuite('PostgresBus on PostgreSQL 15', ['PostgreSQL'], () => postgresWorld(15));
