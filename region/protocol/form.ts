/** A form's keys taken apart at their dots: `Filter.1.Value.2=x` is a node below `Filter`, `1`, `Value`, `2` with the text `x`. */
export interface FormNode {
  text: string | undefined;
  readonly children: Map<string, FormNode>;
}

/** @param body an `application/x-www-form-urlencoded` text */
export function parseForm(body: string): FormNode {
  const root = emptyNode();
  for (const [key, value] of new URLSearchParams(body)) {
    const node = key.split('.').reduce(childOf, root);
    node.text = value;
  }
  return root;
}

function childOf(parent: FormNode, name: string): FormNode {
  const child = parent.children.get(name) ?? emptyNode();
  parent.children.set(name, child);
  return child;
}

function emptyNode(): FormNode {
  return { text: undefined, children: new Map() };
}
