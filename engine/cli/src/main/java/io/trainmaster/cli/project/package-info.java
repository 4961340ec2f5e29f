/**
 * What a command works on: the project's folder, the installation with its operators, a workflow
 * file and its compilation, the headers of the data it names. Read {@link
 * io.trainmaster.cli.project.Project} first.
 */
@NullMarked
package io.trainmaster.cli.project;

import org.jspecify.annotations.NullMarked;
