/**
 * Where people are told something: web hooks, mail, commands. A channel is given a notification and
 * answers whether it has taken it; it knows neither stores nor runs. First: {@link
 * io.trainmaster.channel.Channels}.
 */
@NullMarked
package io.trainmaster.channel;

import org.jspecify.annotations.NullMarked;
