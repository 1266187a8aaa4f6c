import type { MachineImage } from '../../../world/aws/fleet/machine-images.ts';
import type { TypeSeen } from '../../../world/aws/fleet/types.ts';
import { type Check, problem } from '../finding.ts';

/** Whether the image starts on every type that the group launches: architecture, boot mode, network driver. */
export const instanceTypes: Check = ({ types = [], images = [], wanted }) => {
  const image = images.find(({ id }) => id === wanted.image);
  if (image === undefined) return [];
  return types.flatMap((type) => faultsOf(type, image)).map(problem);
};

function faultsOf(type: TypeSeen, image: MachineImage): string[] {
  const { name, architectures, bootModes, needsEna } = type;
  const boots = bootModesOf(image);
  return [
    ...(architectures.length === 0 || architectures.includes(image.architecture)
      ? []
      : [`${name} is ${architectures.join(' or ')}, and ${image.id} is ${image.architecture}`]),
    ...(bootModes.length === 0 || boots.some((mode) => bootModes.includes(mode))
      ? []
      : [`${name} boots by ${bootModes.join(' or ')}, and ${image.id} by ${boots.join(' or ')} alone`]),
    ...(needsEna && !image.hasEna
      ? [`${name} needs a driver for ENA, and ${image.id} says that it has none`]
      : []),
  ];
}

/** An image that names none boots as its type does. */
function bootModesOf({ bootMode }: MachineImage): readonly string[] {
  if (bootMode === undefined || bootMode === 'uefi-preferred') return ['uefi', 'legacy-bios'];
  return [bootMode];
}
