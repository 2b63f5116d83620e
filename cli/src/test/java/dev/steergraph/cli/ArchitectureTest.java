package dev.steergraph.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the modules. */
@AnalyzeClasses(packages = "dev.steergraph", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule cypherStandsAlone = noClasses()
            .that()
            .resideInAPackage("dev.steergraph.cypher..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.steergraph.ingest..",
                    "dev.steergraph.analytics..",
                    "dev.steergraph.web..",
                    "dev.steergraph.cli..")
            .because("both sides share it");

    @ArchTest
    static final ArchRule ingestKnowsOnlyCypher = noClasses()
            .that()
            .resideInAPackage("dev.steergraph.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.steergraph.analytics..", "dev.steergraph.web..", "dev.steergraph.cli..")
            .because("ingest and analytics meet in Neo4j and the run directory, nowhere else");

    @ArchTest
    static final ArchRule analyticsKnowsOnlyCypher = noClasses()
            .that()
            .resideInAPackage("dev.steergraph.analytics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.steergraph.ingest..", "dev.steergraph.web..", "dev.steergraph.cli..")
            .because("ingest and analytics meet in Neo4j and the run directory, nowhere else");

    @ArchTest
    static final ArchRule webKnowsAnalyticsAndCypher = noClasses()
            .that()
            .resideInAPackage("dev.steergraph.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.steergraph.ingest..", "dev.steergraph.cli..")
            .because("the explorer shows what is in the graph, whoever put it there");

    @ArchTest
    static final ArchRule onlyTheGraphSideSeesNeo4j = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.steergraph.cypher..",
                    "dev.steergraph.ingest.checkpoint..",
                    "dev.steergraph.ingest.corpus..",
                    "dev.steergraph.ingest.exchange..",
                    "dev.steergraph.ingest.feature..",
                    "dev.steergraph.ingest.hub..",
                    "dev.steergraph.ingest.model..",
                    "dev.steergraph.ingest.sae..",
                    "dev.steergraph.ingest.store..",
                    "dev.steergraph.ingest.synthetic..",
                    "dev.steergraph.ingest.correlate..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.neo4j..")
            .because("numbers are computed without a database");

    @ArchTest
    static final ArchRule onlyIngestSeesDjl = noClasses()
            .that()
            .resideOutsideOfPackage("dev.steergraph.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..")
            .because("native memory has its owners in one module");

    @ArchTest
    static final ArchRule onlyWebSeesJavalin = noClasses()
            .that()
            .resideOutsideOfPackage("dev.steergraph.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javalin..")
            .because("the server can be exchanged in one place");

    @ArchTest
    static final ArchRule onlyCliSeesPicocli = noClasses()
            .that()
            .resideOutsideOfPackage("dev.steergraph.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("the other modules are libraries");

    @ArchTest
    static final ArchRule onlyMainExits = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.steergraph.cli.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .because("commands return exit codes");

    @ArchTest
    static final ArchRule roomsOfIngestHaveNoCycles =
            slices().matching("dev.steergraph.ingest.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfAnalyticsHaveNoCycles =
            slices().matching("dev.steergraph.analytics.(*)..").should().beFreeOfCycles();
}
