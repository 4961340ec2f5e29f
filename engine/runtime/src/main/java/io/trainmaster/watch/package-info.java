/**
 * Looks at what events are about: files and folders, registered models, refs of git. What is found
 * is told and nothing is decided here; see {@link io.trainmaster.watch.Watcher} first.
 */
@NullMarked
package io.trainmaster.watch;

import org.jspecify.annotations.NullMarked;
