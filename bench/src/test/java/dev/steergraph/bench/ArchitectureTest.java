package dev.steergraph.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls between modules, and between the packages inside them: what is not allowed here is forbidden. */
class ArchitectureTest {

    private static final String ROOT = "dev.steergraph.";
    private static final Path CHECKOUT = Path.of("..");

    /** What each module may depend on, besides itself. */
    private static final Map<String, List<String>> MODULES = Map.ofEntries(
            Map.entry("core", List.of()),
            Map.entry("cypher", List.of("core")),
            Map.entry("ingest.checkpoint", List.of("core")),
            Map.entry("ingest.model", List.of("core", "ingest.checkpoint")),
            Map.entry("ingest.sae", List.of("core", "ingest.checkpoint", "ingest.model")),
            Map.entry("ingest.corpus", List.of("core")),
            Map.entry(
                    "ingest.extract",
                    List.of("core", "ingest.checkpoint", "ingest.model", "ingest.sae", "ingest.corpus")),
            Map.entry("ingest.correlate", List.of("core")),
            Map.entry("ingest.load", List.of("core", "cypher")),
            Map.entry(
                    "steering",
                    List.of(
                            "core",
                            "ingest.checkpoint",
                            "ingest.model",
                            "ingest.sae",
                            "ingest.corpus",
                            "ingest.extract",
                            "ingest.correlate")),
            Map.entry("analytics", List.of("core", "cypher")),
            Map.entry("web", List.of("core", "cypher", "analytics", "steering")),
            Map.entry("cli", List.of("core", "cypher", "ingest", "steering", "analytics", "web")),
            Map.entry("bench", List.of("core", "cypher", "ingest", "steering", "analytics")));

    /** Which modules may see a library that has its owners. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "ai.djl",
                    List.of(
                            "ingest.model",
                            "ingest.sae",
                            "ingest.corpus",
                            "ingest.extract",
                            "ingest.correlate",
                            "steering",
                            "bench"),
            "org.neo4j", List.of("ingest.load", "analytics", "web", "cli", "bench"),
            "org.duckdb", List.of("core", "ingest.corpus"),
            "io.javalin", List.of("web"),
            "org.eclipse.jetty", List.of("web"),
            "picocli", List.of("cli"),
            "org.openqa.selenium", List.of("bench"));

    private static JavaClasses product;

    @BeforeAll
    static void read() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.steergraph");
    }

    static List<String> modules() {
        return MODULES.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleDependsOnWhatIsAllowed(String module) {
        List<String> allowed = new ArrayList<>(MODULES.get(module));
        allowed.add(module);
        classes()
                .that()
                .resideInAPackage(ROOT + module + "..")
                .should()
                .onlyDependOnClassesThat(outsideOfTheProject().or(inModules(allowed)))
                .because("dependencies point down only: docs/architecture.md")
                .check(product);
    }

    @Test
    void everyClassIsInAModule() {
        classes().should().resideInAnyPackage(all(modules())).check(product);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.steergraph.(**)").should().beFreeOfCycles().check(product);
    }

    static List<String> libraries() {
        return LIBRARIES.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aLibraryIsSeenByItsOwnersOnly(String library) {
        noClasses()
                .that()
                .resideOutsideOfPackages(all(LIBRARIES.getOrDefault(library, List.of())))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(product);
    }

    /**
     * DJL's arrays over Java memory lie in buffers that the collector frees while views of them are still read and written;
     * see HostArrays.
     */
    @Test
    void noArrayLiesInJavaMemory() {
        noClasses()
                .should()
                .callMethodWhere(overJavaMemory(NDManager.class, "create"))
                .orShould()
                .callMethodWhere(overJavaMemory(NDArray.class, "set"))
                .because("such an array is gone before its views are; HostArrays makes copies")
                .check(product);
    }

    @Test
    void onlyProgramsExit() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.steergraph.cli.Main")
                .and()
                .doNotHaveFullyQualifiedName("dev.steergraph.bench.Bench")
                .should()
                .callMethod(System.class, "exit", int.class)
                .because("commands return exit codes")
                .check(product);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyPackageSaysWhatItHolds(String module) throws IOException {
        Path sources = CHECKOUT.resolve(module.replace('.', '/')).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent))
                    .isNotEmpty()
                    .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                            .content()
                            .startsWith("/**"));
        }
    }

    private static String[] all(List<String> modules) {
        return modules.stream().map(module -> ROOT + module + "..").toArray(String[]::new);
    }

    private static DescribedPredicate<JavaMethodCall> overJavaMemory(Class<?> owner, String name) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + name + " of an array, a buffer or a number", call -> {
                    List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
                    return call.getTargetOwner().isAssignableTo(owner)
                            && call.getName().equals(name)
                            && !parameters.isEmpty()
                            && (parameters.get(0).isArray()
                                    || parameters.get(0).isPrimitive()
                                    || parameters.get(0).isAssignableTo(Number.class)
                                    || parameters.get(0).isAssignableTo(Buffer.class));
                });
    }

    private static DescribedPredicate<JavaClass> outsideOfTheProject() {
        return DescribedPredicate.describe(
                "outside of the project", type -> !type.getPackageName().startsWith(ROOT));
    }

    private static DescribedPredicate<JavaClass> inModules(List<String> modules) {
        return DescribedPredicate.describe(
                "in " + modules, type -> modules.stream().anyMatch(module -> isIn(type.getPackageName(), module)));
    }

    private static boolean isIn(String name, String module) {
        return name.equals(ROOT + module) || name.startsWith(ROOT + module + ".");
    }
}
