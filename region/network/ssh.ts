/** The port of a public address that is open to the world. */
export const SSH = 22;

/**
 * Where it is listened on for that: a host whose own sshd listens on port 22 of all addresses leaves none of it to us. The
 * region's nft table takes connections from the one to the other.
 */
export const SSH_BEHIND = 22_022;
