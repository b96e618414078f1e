import { ServicesInstallation } from '@app/testing';
import { mainJobSuite } from './main-job.suite.js';

mainJobSuite('a process for each service on Kafka', (neighbours) => ServicesInstallation.start(neighbours));
