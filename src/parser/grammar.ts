import { ExpressionGrammar } from './grammar-expressions.ts';
import * as t from './tokens.ts';

/**
 * The grammar of netc over the tokens that the layout makes. One token of lookahead decides everywhere.
 * After an error the parser goes on at the next mark of a declaration or an item, and nowhere else: the rules made
 * with `RULE` recover, each at the mark behind it, and keep what they have read; those made with `inner` do not.
 */
class NetcParser extends ExpressionGrammar {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  /** A file: declarations in any order. */
  readonly module = this.RULE('module', () => {
    this.MANY(() => {
      this.CONSUME(t.DeclarationStart);
      this.SUBRULE(this.declaration);
    });
  });

  /** Begins with the word that says what it declares. */
  readonly declaration = this.RULE('declaration', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.importDeclaration) },
      { ALT: () => this.SUBRULE(this.valueDeclaration) },
      { ALT: () => this.SUBRULE(this.configuredDeclaration) },
      { ALT: () => this.SUBRULE(this.modelDeclaration) },
      { ALT: () => this.SUBRULE(this.blockDeclaration) },
      { ALT: () => this.SUBRULE(this.trainDeclaration) },
    ]);
    this.CONSUME(t.DeclarationEnd);
  });

  /** `import { VGG16, VGG19 } from "std/vgg"`. */
  readonly importDeclaration = this.RULE('importDeclaration', () => {
    this.CONSUME(t.Import);
    this.CONSUME(t.LeftBrace);
    this.OPTION(() => {
      this.CONSUME(t.Identifier);
      this.MANY({
        GATE: () => this.goesOn(t.RightBrace),
        DEF: () => {
          this.CONSUME(t.Comma);
          this.CONSUME2(t.Identifier);
        },
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.RightBrace);
    this.CONSUME(t.From);
    this.CONSUME(t.StringToken);
  });

  /** `const`, `param`, `let` and `augment`: a name for an expression. */
  readonly valueDeclaration = this.RULE('valueDeclaration', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Const, { LABEL: 'keyword' }) },
      { ALT: () => this.CONSUME(t.Param, { LABEL: 'keyword' }) },
      { ALT: () => this.CONSUME(t.Let, { LABEL: 'keyword' }) },
      { ALT: () => this.CONSUME(t.Augment, { LABEL: 'keyword' }) },
    ]);
    this.CONSUME(t.Identifier);
    this.CONSUME(t.Equals);
    this.SUBRULE(this.expression);
  });

  /** `data` and `ensemble`: a name for an expression, and settings. */
  readonly configuredDeclaration = this.RULE('configuredDeclaration', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Data, { LABEL: 'keyword' }) },
      { ALT: () => this.CONSUME(t.Ensemble, { LABEL: 'keyword' }) },
    ]);
    this.CONSUME(t.Identifier);
    this.CONSUME(t.Equals);
    this.SUBRULE(this.expression);
    this.OPTION(() => this.SUBRULE(this.settings));
  });

  /** `train finetune = VggPets on pets { … }`. */
  readonly trainDeclaration = this.RULE('trainDeclaration', () => {
    this.CONSUME(t.Train);
    this.CONSUME(t.Identifier);
    this.CONSUME(t.Equals);
    this.CONSUME2(t.Identifier, { LABEL: 'model' });
    this.CONSUME(t.On);
    this.CONSUME3(t.Identifier, { LABEL: 'data' });
    this.OPTION(() => this.SUBRULE(this.settings));
  });

  /** `model Net(photo: [150, 150, 3]) { … }`. */
  readonly modelDeclaration = this.RULE('modelDeclaration', () => {
    this.CONSUME(t.Model);
    this.CONSUME(t.Identifier);
    this.CONSUME(t.LeftParenthesis);
    this.OPTION(() => {
      this.SUBRULE(this.modelInput);
      this.MANY({
        GATE: () => this.goesOn(t.RightParenthesis),
        DEF: () => {
          this.CONSUME(t.Comma);
          this.SUBRULE2(this.modelInput);
        },
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.RightParenthesis);
    this.SUBRULE(this.statements);
  });

  /** `photo: [150, 150, 3]`. */
  readonly modelInput = this.inner('modelInput', () => {
    this.CONSUME(t.Key);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.shape);
  });

  /** `block Norm(channels: int) = …`, or a body with `input` and `output`. */
  readonly blockDeclaration = this.RULE('blockDeclaration', () => {
    this.CONSUME(t.Block);
    this.CONSUME(t.Identifier);
    this.OPTION(() => this.SUBRULE(this.parameters));
    this.OPTION2(() => this.SUBRULE(this.signature));
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Equals);
          this.SUBRULE(this.expression);
        },
      },
      { ALT: () => this.SUBRULE(this.statements) },
    ]);
  });

  /** `(channels: int, stride: int = 1)`. */
  readonly parameters = this.inner('parameters', () => {
    this.CONSUME(t.LeftParenthesis);
    this.OPTION(() => {
      this.SUBRULE(this.parameter);
      this.MANY({
        GATE: () => this.goesOn(t.RightParenthesis),
        DEF: () => {
          this.CONSUME(t.Comma);
          this.SUBRULE2(this.parameter);
        },
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.RightParenthesis);
  });

  /** `stride: int = 1`, `weights = none`. */
  readonly parameter = this.inner('parameter', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Key, { LABEL: 'name' });
          this.CONSUME(t.Colon);
          this.CONSUME2(t.Identifier, { LABEL: 'type' });
        },
      },
      { ALT: () => this.CONSUME(t.Identifier, { LABEL: 'name' }) },
    ]);
    this.OPTION(() => {
      this.CONSUME(t.Equals);
      this.SUBRULE(this.expression);
    });
  });

  /** `: [h, w, _] -> [h, w, a + b]`. */
  readonly signature = this.inner('signature', () => {
    this.CONSUME(t.Colon);
    this.SUBRULE(this.shape, { LABEL: 'input' });
    this.MANY(() => {
      this.CONSUME(t.Comma);
      this.SUBRULE2(this.shape, { LABEL: 'input' });
    });
    this.CONSUME(t.Arrow);
    this.SUBRULE3(this.shape, { LABEL: 'output' });
  });

  // --- bodies: each item stands between two marks -------------------------------------------------------------

  /** The body of a model or a block. */
  readonly statements = this.inner('statements', () => {
    this.CONSUME(t.BodyOpen);
    this.MANY(() => {
      this.CONSUME(t.ItemStart);
      this.SUBRULE(this.statement);
    });
    this.CONSUME(t.BodyClose);
  });

  /** Each begins on a line of its own, or behind one that is complete. */
  readonly statement = this.RULE('statement', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.inputStatement) },
      { ALT: () => this.SUBRULE(this.binding) },
      { ALT: () => this.SUBRULE(this.letStatement) },
      { ALT: () => this.SUBRULE(this.outputStatement) },
    ]);
    this.CONSUME(t.ItemEnd);
  });

  /** `input x`, `input left, right`. */
  readonly inputStatement = this.RULE('inputStatement', () => {
    this.CONSUME(t.Input);
    this.CONSUME(t.Identifier);
    this.MANY(() => {
      this.CONSUME(t.Comma);
      this.CONSUME2(t.Identifier);
    });
  });

  /** `base = photo -> conv(32, 3)`: a name for a tensor or a number. */
  readonly binding = this.RULE('binding', () => {
    this.CONSUME(t.BindingName);
    this.CONSUME(t.Equals);
    this.SUBRULE(this.expression);
  });

  /** `let tower = conv(32, 3) -> relu`: a name for a layer, which shares its weights. */
  readonly letStatement = this.RULE('letStatement', () => {
    this.CONSUME(t.Let);
    this.CONSUME(t.BindingName);
    this.CONSUME(t.Equals);
    this.SUBRULE(this.expression);
  });

  /** `output kind = …`, `train output aux = …`, and in a block `output …`. */
  readonly outputStatement = this.RULE('outputStatement', () => {
    this.OPTION(() => this.CONSUME(t.Train));
    this.CONSUME(t.Output);
    this.OPTION2(() => {
      this.CONSUME(t.BindingName);
      this.CONSUME(t.Equals);
    });
    this.SUBRULE(this.expression);
  });

  /** The body of a `data`, `train`, `ensemble` or `phase`. */
  readonly settings = this.inner('settings', () => {
    this.CONSUME(t.BodyOpen);
    this.MANY(() => {
      this.CONSUME(t.ItemStart);
      this.SUBRULE(this.item);
    });
    this.CONSUME(t.BodyClose);
  });

  /** A setting or a phase; each begins on a line of its own, or behind a comma. */
  readonly item = this.RULE('item', () => {
    this.OR([
      {
        ALT: () => {
          this.SUBRULE(this.setting);
          this.CONSUME(t.ItemEnd);
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.phase);
          this.CONSUME(t.PhaseEnd);
        },
      },
    ]);
  });

  /** `metrics: mae(age), accuracy(gender)`. */
  readonly setting = this.RULE('setting', () => {
    this.CONSUME(t.Key);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.expression);
    this.MANY({
      GATE: () => this.goesOn(t.ItemEnd),
      DEF: () => {
        this.CONSUME(t.Comma);
        this.SUBRULE2(this.expression);
      },
    });
    this.OPTION(() => this.CONSUME2(t.Comma));
  });

  /** `phase top { … }`: settings for a part of the training. */
  readonly phase = this.RULE('phase', () => {
    this.CONSUME(t.Phase);
    this.CONSUME(t.Identifier);
    this.SUBRULE(this.settings);
  });
}

/** The one parser: making it costs more than a small file. */
export const netcParser = new NetcParser();
