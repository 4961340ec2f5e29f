/** Where the public traces lie, for the tests of all replays. */
@NullMarked
package io.trainmaster.replay;

import org.jspecify.annotations.NullMarked;
