package dev.steergraph.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.launcher.JavaModuleOptions;

/** A driver and two executors with a processor each, all processes of their own. */
final class LocalCluster {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String MASTER = "org.apache.spark.deploy.master.Master";
    private static final String WORKER = "org.apache.spark.deploy.worker.Worker";

    private final Path folder;
    private final Path installation = Path.of("target", "spark").toAbsolutePath();

    /** @param folder of logs, and where the driver runs */
    LocalCluster(Path folder) throws IOException {
        this.folder = folder;
        // Executors find Spark, and all else that is in a jar, in the folder of an installation.
        Path jars = Files.createDirectories(installation.resolve("jars"));
        for (String element : classPath()) {
            if (element.endsWith(".jar")) {
                Path jar = Path.of(element).toAbsolutePath();
                Path link = jars.resolve(jar.getFileName());
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, jar);
            }
        }
    }

    private static List<String> classPath() {
        return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** A master and two workers on two hosts, as Spark's own scripts start them. */
    final class Standalone implements AutoCloseable {

        private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");

        private final List<Process> processes = new ArrayList<>();

        Standalone() throws Exception {
            processes.add(start("master", List.of(MASTER, "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")));
            for (String host : List.of("127.0.0.1", "127.0.0.2")) {
                processes.add(start(
                        "worker-" + host,
                        List.of(
                                WORKER,
                                "--host",
                                host,
                                "--webui-port",
                                "0",
                                "-c",
                                "1",
                                "-m",
                                "1536m",
                                "-d",
                                folder.resolve("work-" + host).toString(),
                                master())));
            }
        }

        private Process start(String name, List<String> command) throws IOException {
            List<String> all = new ArrayList<>(List.of(JAVA, "-Xmx256m", "-cp", installation.resolve("jars") + "/*"));
            all.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(log(name).toFile());
            builder.environment().put("SPARK_HOME", installation.toString());
            builder.environment().put("SPARK_SCALA_VERSION", "2.13");
            return builder.start();
        }

        /** Its address. */
        String master() throws Exception {
            while (processes.get(0).isAlive()) {
                Matcher said = ADDRESS.matcher(Files.readString(log("master")));
                if (said.find()) {
                    return said.group(1);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            throw new AssertionError(Files.readString(log("master")));
        }

        List<ProcessHandle> executors() {
            return processes.stream()
                    .flatMap(process -> LocalCluster.executors(process).stream())
                    .toList();
        }

        @Override
        public void close() {
            for (Process process : processes) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().onExit().join();
            }
        }
    }

    /** @param name of the log @param settings of Spark, as {@code key=value}; the last of a key is used */
    Process submit(String name, List<String> settings, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
        String folders = classPath().stream()
                .filter(element -> !element.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of(
                "-Xmx1g",
                "-Dspark.master=local-cluster[2,1,1536]",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.ui.enabled=false",
                "-Dspark.executor.memory=1g",
                "-Dspark.executor.extraClassPath=" + folders,
                "-Dspark.steergraph.shares=6"));
        settings.forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SparkMain.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
        builder.environment().put("SPARK_HOME", installation.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.start();
    }

    static List<ProcessHandle> executors(Process driver) {
        return driver.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }

    /** Waits for so many files whose names begin so. */
    static List<Path> await(Process driver, Path where, String beginning, int wanted) throws Exception {
        while (driver.isAlive()) {
            String[] names = where.toFile().list((at, name) -> name.startsWith(beginning));
            if (names != null && names.length >= wanted) {
                return Arrays.stream(names).map(where::resolve).toList();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("the driver has ended before there was " + where.resolve(beginning));
    }

    static void signal(ProcessHandle process, String signal) throws Exception {
        int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + signal + " ended with " + code);
        }
    }
}
