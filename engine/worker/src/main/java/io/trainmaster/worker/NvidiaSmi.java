package io.trainmaster.worker;

import io.trainmaster.placement.Gpu;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The GPUs of this machine, as {@code nvidia-smi} tells them: the program comes with the driver, so
 * that where there is none there is no GPU that a task could use. Safe for use from several
 * threads.
 */
public final class NvidiaSmi {

  private static final List<String> QUESTION =
      List.of(
          "--query-gpu=index,uuid,name,memory.total,compute_cap,memory.used,utilization.gpu",
          "--format=csv,noheader,nounits");
  private static final int FIELDS = 7;
  private static final int MIB = 20;

  private final Program program;

  /** As {@code program} answers. */
  public NvidiaSmi(Program program) {
    this.program = program;
  }

  /** The program of this machine. */
  public static NvidiaSmi ofThisMachine() {
    return new NvidiaSmi(new Installed("nvidia-smi", 5));
  }

  /** Answers to a command's arguments. */
  public interface Program {
    /**
     * What it prints; empty where the program isn't there.
     *
     * @throws IOException with a sentence that says why it can't answer
     */
    Optional<String> ask(List<String> arguments) throws IOException;
  }

  /**
   * What there is.
   *
   * @param trouble why the GPUs of this machine are not known; empty where they are
   */
  public record Answer(List<Reading> readings, Optional<String> trouble) {
    public Answer {
      readings = List.copyOf(readings);
    }

    /** The GPUs, in the order of their numbers. */
    public List<Gpu> gpus() {
      return readings.stream().map(Reading::gpu).toList();
    }
  }

  /**
   * A GPU and what is going on there.
   *
   * @param usedBytes the memory that is used by anybody; 0 where that isn't known
   * @param busyPercent how much of the last moments it computed; 0 where that isn't known
   */
  public record Reading(Gpu gpu, long usedBytes, int busyPercent) {}

  /** Asks. A GPU that the driver can't tell anything of is left out. */
  public Answer ask() {
    try {
      List<Reading> readings = new ArrayList<>();
      program
          .ask(QUESTION)
          .ifPresent(text -> text.lines().forEach(line -> reading(line).ifPresent(readings::add)));
      return new Answer(readings, Optional.empty());
    } catch (IOException e) {
      return new Answer(List.of(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private static Optional<Reading> reading(String line) {
    String[] fields = line.split(",");
    if (fields.length != FIELDS || number(fields[0]) < 0) {
      return Optional.empty();
    }
    Gpu gpu =
        new Gpu(
            (int) number(fields[0]),
            known(fields[1]),
            known(fields[2]),
            Math.max(0, number(fields[3])) << MIB,
            known(fields[4]));
    return Optional.of(
        new Reading(
            gpu, Math.max(0, number(fields[5])) << MIB, (int) Math.max(0, number(fields[6]))));
  }

  /** A field; the driver writes some in brackets that it can't tell. */
  private static String known(String field) {
    String text = field.strip();
    return text.startsWith("[") ? "" : text;
  }

  private static long number(String field) {
    String text = field.strip();
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
  }

  /** A program that is found by its name. */
  private record Installed(String name, long seconds) implements Program {

    @Override
    public Optional<String> ask(List<String> arguments) throws IOException {
      List<String> command = new ArrayList<>(List.of(name));
      command.addAll(arguments);
      Process process;
      try {
        process =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      } catch (IOException notThere) {
        return Optional.empty();
      }
      process.getOutputStream().close();
      return Optional.of(answer(process));
    }

    private String answer(Process process) throws IOException {
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      try {
        String text = output.get(seconds, TimeUnit.SECONDS);
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          throw new IOException(name + " does not end");
        } else if (process.exitValue() != 0) {
          throw new IOException(name + " failed; its driver may not be loaded");
        }
        return text;
      } catch (TimeoutException e) {
        throw new IOException(name + " does not answer", e);
      } catch (ExecutionException | CompletionException e) {
        throw new IOException(name + " could not be read", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        process.destroyForcibly();
      }
    }

    private static String read(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
