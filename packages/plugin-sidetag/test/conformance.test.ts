import { describeScenarios } from '@kojikit/testing/conformance';
import plugin from '../src/hub.js';

describeScenarios({ passing: ['03-protocol', '27-policy', '34-options'], plugins: [plugin] });
