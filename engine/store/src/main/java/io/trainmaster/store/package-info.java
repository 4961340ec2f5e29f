/**
 * The state folder of a project, where everything that Trainmaster keeps is. Puts the parts
 * together and knows nothing of how runs go on. Read {@link io.trainmaster.store.StateFolder}
 * first.
 */
@NullMarked
package io.trainmaster.store;

import org.jspecify.annotations.NullMarked;
