/** What is known of a plugin of Koji's hub by its name. */
export interface KnownPlugin {
  /** The package that takes its place. */
  readonly package?: string;
  /** The file in the folder `plugins` that it reads, where its name is another. */
  readonly file?: string;
  /** What it does, for who has to do without it. */
  readonly does?: string;
  /** What there is instead. */
  readonly instead?: string;
}

const OWN_BUILDERS =
  'keep a builder of Koji with the plugin for tasks that are there already; new ones cannot be asked for until a plugin of this hub brings the method';

/** Koji's own plugins of the hub, and those of others that public sites use. */
export const KNOWN_PLUGINS: Readonly<Record<string, KnownPlugin>> = {
  runroot_hub: { package: '@kojikit/plugin-runroot' },
  runroot: { package: '@kojikit/plugin-runroot' },
  sidetag_hub: { package: '@kojikit/plugin-sidetag', file: 'sidetag.conf' },
  sidetag: { package: '@kojikit/plugin-sidetag' },
  save_failed_tree: { package: '@kojikit/plugin-sft', file: 'save_failed_tree.conf' },
  protonmsg: { package: '@kojikit/plugin-protonmsg', file: 'protonmsg.conf' },
  tag2distrepo: {
    does: 'asks for a dist repo of some tags whenever a build is tagged',
    instead: 'run `koji dist-repo` for these tags from a timer',
  },
  rpm2maven: {
    does: 'imports Maven archives out of RPMs',
    instead: 'import them with `koji import-archive`',
  },
  kiwi: { does: 'starts image builds with kiwi (kiwiBuild)', instead: OWN_BUILDERS },
  dud: { does: 'builds driver update disks (dudBuild)', instead: OWN_BUILDERS },
  osbuild: { does: 'starts image builds with osbuild (osbuildImage)', instead: OWN_BUILDERS },
  image_builder: { does: 'starts image builds with image-builder', instead: OWN_BUILDERS },
  flatpak: { does: 'starts builds of flatpaks (flatpakBuild)', instead: OWN_BUILDERS },
  hub_containerbuild: { does: 'starts builds of containers (buildContainer)', instead: OWN_BUILDERS },
  messagebus: {
    does: 'sends messages to a broker of Qpid or an older ActiveMQ',
    instead: 'send them to a broker with AMQP 1.0 by @kojikit/plugin-protonmsg',
  },
  'fedmsg-koji-plugin': {
    does: 'sends messages of the fedmsg kind',
    instead:
      'send them to a broker with AMQP 1.0 by @kojikit/plugin-protonmsg, or write a plugin with these topics',
  },
  'koji-fedoramessaging': {
    does: 'sends messages of the fedora-messaging kind',
    instead:
      'send them to a broker with AMQP 1.0 by @kojikit/plugin-protonmsg, or write a plugin with these topics',
  },
};
