/** The recorded conversations that are not replayed here, each with the reason. */
export const others: Readonly<Record<string, string>> = {
  '03-protocol': 'needs the sidetag plugin: replayed in its package',
  '27-policy': 'needs the sidetag plugin: replayed in its package',
  '28-sidetags': 'needs the sidetag plugin: replayed in its package',
  '29-sidetags-config': 'needs the sidetag plugin: replayed in its package',
  '30-runroot': 'needs the runroot plugin: replayed in its package',
  '31-save-failed-tree': 'needs the save_failed_tree plugin: replayed in its package',
  '32-save-failed-tree-all': 'needs the save_failed_tree plugin: replayed in its package',
  '34-options': 'needs the sidetag plugin: replayed in its package',
};
