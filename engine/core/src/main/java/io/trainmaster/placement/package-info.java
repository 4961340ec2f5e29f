/**
 * Which task runs where, and why not. For now there is one node, this machine; requests are ordered
 * alternatives already, and every refusal is a value. Read {@link io.trainmaster.placement.Placer}
 * first.
 */
@NullMarked
package io.trainmaster.placement;

import org.jspecify.annotations.NullMarked;
