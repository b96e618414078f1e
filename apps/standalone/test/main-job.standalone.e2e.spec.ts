import { StandaloneInstallation } from '@app/testing';
import { mainJobSuite } from './main-job.suite.js';

mainJobSuite('standalone on PostgresBus', (neighbours) => StandaloneInstallation.start(neighbours));
