import { expect, it } from 'vitest';
import { readPythonPlugin } from './python-plugin.js';

const read = (text: string) => readPythonPlugin('own', '/plugins/own.py', text);

it('finds the callbacks of a plugin in Python, however they are registered', () => {
  const plugin = read(`
from koji.plugin import callback, register_callback
@callback('postTag', "postUntag")
@ignore_error
def tagged(cbtype, *args, **kws):
    pass
@koji.plugin.callback(
    'postBuildStateChange',
)
def built(cbtype):
    pass
# @callback('postRepoDone')
register_callback('preImport', tagged)
`);
  expect(plugin.callbacks).toEqual(['postTag', 'postUntag', 'postBuildStateChange', 'preImport']);
});

it('finds the methods by the names that clients call', () => {
  const plugin = read(`
@export
def startThing(target):
    pass
@export_as('thing.stop')
def stop_thing():
    pass
@export_in('thing')
def pause():
    pass
@convert_datetime
@export
def lookAtThing():
    pass
def hidden():
    pass
`);
  expect(plugin.methods).toEqual(['startThing', 'thing.stop', 'thing.pause', 'lookAtThing']);
});

it('finds policy tests and configuration files', () => {
  const plugin = read(`
CONFIG_FILE = '/etc/koji-hub/plugins/own.conf'
class SignedTest(koji.policy.BaseSimpleTest):
    """Is it signed?"""
    name = 'is_signed'

    def run(self, data):
        return True

class Helper(object):
    name = 'helper'
`);
  expect(plugin).toMatchObject({ policyTests: ['is_signed'], files: ['/etc/koji-hub/plugins/own.conf'] });
});
