/**
 * The engine as a service. {@link io.trainmaster.server.TrainmasterServer} opens the state folder,
 * goes on with what was left there, is woken by Quartz when a trigger is due, and answers over HTTP
 * on this machine; {@link io.trainmaster.server.RemoteEngine} is its client.
 */
@NullMarked
package io.trainmaster.server;

import org.jspecify.annotations.NullMarked;
