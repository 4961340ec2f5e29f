/**
 * A workflow's graph as a picture or as text for other programs. Read {@link
 * io.trainmaster.cli.graph.GraphDrawing} first; only the SVG writer knows the layout library.
 */
@NullMarked
package io.trainmaster.cli.graph;

import org.jspecify.annotations.NullMarked;
