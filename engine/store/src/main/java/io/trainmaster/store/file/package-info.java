/** Artifacts as files, addressed by the digest of their content. */
@NullMarked
package io.trainmaster.store.file;

import org.jspecify.annotations.NullMarked;
