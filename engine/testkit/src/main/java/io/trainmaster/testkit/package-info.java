/**
 * What tests of several modules share: the contracts of the ports as test classes to extend, and
 * random values of the model. Knows the core and nothing of those that implement its ports. Read
 * {@link io.trainmaster.testkit.StoreContract} first.
 */
@NullMarked
package io.trainmaster.testkit;

import org.jspecify.annotations.NullMarked;
