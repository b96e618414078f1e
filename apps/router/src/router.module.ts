import { Module } from '@nestjs/common';
import { Router } from './router.js';
import { RouterWake } from './router-wake.js';

@Module({ providers: [Router, RouterWake] })
export class RouterModule {}
