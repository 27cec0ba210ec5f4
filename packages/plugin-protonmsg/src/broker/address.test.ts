import { describe, expect, it } from 'vitest';
import { fullAddress } from './address.js';

describe('the address of a message', () => {
  it.each([
    ['topic://koji', 'topic://koji.build.tag'],
    ['koji', 'topic://koji.build.tag'],
    ['org.example.koji', 'topic://org.example.koji.build.tag'],
    ['topic://VirtualTopic.koji', 'topic://VirtualTopic.koji.build.tag'],
  ])('of ActiveMQ and Artemis: %s makes %s', (prefix, address) => {
    expect(fullAddress(prefix, 'build.tag')).toBe(address);
  });

  it.each([
    ['/topic/koji', '/topic/koji.build.tag'],
    ['/exchange/amq.topic/koji', '/exchange/amq.topic/koji.build.tag'],
  ])('of RabbitMQ 3: %s makes %s', (prefix, address) => {
    expect(fullAddress(prefix, 'build.tag')).toBe(address);
  });

  it('of RabbitMQ 4 names an exchange and a key: /exchanges/NAME/KEY', () => {
    expect(fullAddress('/exchanges/amq.topic/koji', 'build.tag')).toBe('/exchanges/amq.topic/koji.build.tag');
  });

  it.each([
    ['/exchanges/amq.topic/koji', '/exchanges/amq.topic/koji.a%2Fb%20c%25'],
    ['/topic/koji', '/topic/koji.a/b c%'],
    ['topic://koji', 'topic://koji.a/b c%'],
  ])('below %s writes reserved characters as that broker reads them', (prefix, address) => {
    expect(fullAddress(prefix, 'a/b c%')).toBe(address);
  });

  it('takes a prefix that only looks like an own word of a broker for a name', () => {
    expect(fullAddress('topics', 'repo.done')).toBe('topic://topics.repo.done');
    expect(fullAddress('/queue/koji', 'repo.done')).toBe('topic:///queue/koji.repo.done');
  });
});
