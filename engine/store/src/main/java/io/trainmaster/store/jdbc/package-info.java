/**
 * Journal, tracking and registry in one database. Knows the model and SQL, and decides nothing:
 * what a run does next is said by the core. Read {@link io.trainmaster.store.jdbc.JdbcRunStore}
 * first.
 *
 * <p><b>What is guaranteed.</b> A commit that was answered survives {@code kill -9} and a power cut
 * (write-ahead log, {@code synchronous=FULL}); a list of changes is there whole or not at all;
 * calls of several threads share one force to disk ({@code GroupCommit}). After a commit that
 * failed the store writes no more until it is opened again, since only the file knows what became
 * of it; every change can then be repeated. Readers, of this and of other processes, see one moment
 * and hold nobody up.
 *
 * <p><b>The tables.</b> {@code workflow_version} by hash; {@code run} in the order they were made;
 * {@code task} and {@code attempt} as they stand now; {@code event}, what happened to a run, in the
 * same transaction as what it did; {@code artifact}, {@code metric}, {@code param} and {@code
 * source}, by the attempt that reported them; {@code model_version} with {@code model_alias} and
 * {@code model_tag}; {@code counter} for numbers given once. Identifiers are texts, times are
 * milliseconds since 1970, values are JSON. {@code PRAGMA user_version} is the number of the last
 * migration, {@code migration} has their checksums.
 */
@NullMarked
package io.trainmaster.store.jdbc;

import org.jspecify.annotations.NullMarked;
