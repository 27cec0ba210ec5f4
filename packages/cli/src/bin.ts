#!/usr/bin/env node
import { startKoji } from './start-koji.js';

void startKoji();
