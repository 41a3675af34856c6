// Made by scripts/generate-standard-library.mjs from stdlib/.

/** The text of each file of the standard library, by the name that imports it. */
export const standardSources: ReadonlyMap<string, string> = new Map([
  [
    'std/alexnet',
    `// AlexNet: the network that won ImageNet in 2012 and began it all.
// Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional Neural Networks" (2012),
// section 3. Photos of 227×227 pixels: with the paper's 224 its own numbers do not come out.

/// Where torchvision keeps the weights of AlexNet2014.
const alexnet2014_torch_names = [
  ["features.conv1", "features.0"],
  ["features.conv2", "features.3"],
  ["features.conv3", "features.6"],
  ["features.conv4", "features.8"],
  ["features.conv5", "features.10"],
  ["fc6", "classifier.1"],
  ["fc7", "classifier.4"],
  ["predictions", "classifier.6"],
]

/// The pixels that torchvision's weights were trained on.
const torch_pixels = "torch"

/// Two dense layers with dropout, and the classes (section 4.2).
block Classifier(classes: int) =
  flatten -> dense(4096, relu) as fc6 -> dropout(0.5)
  -> dense(4096, relu) as fc7 -> dropout(0.5) -> dense(classes, softmax) as predictions

/// As one builds it today: whole convolutions, and batch normalisation where the paper normalises responses.
/// With 100 classes 58,692,452 parameters, 704 of them moving statistics.
block AlexNet(top: bool = true, classes: int = 1000, weights = none) {
  input photo
  features = photo
    -> conv(96, 11, relu, stride: 4)     -> batchnorm -> maxpool(3, stride: 2)
    -> conv(256, 5, relu, padding: same) -> batchnorm -> maxpool(3, stride: 2)
    -> conv(384, 3, relu, padding: same)
    -> conv(384, 3, relu, padding: same)
    -> conv(256, 3, relu, padding: same) -> maxpool(3, stride: 2)
  output if top then features -> Classifier(classes) else features
}

/// As it was: on two graphics cards, half of the channels on each. \`groups: 2\` is a convolution that sees its own
/// card's channels only (figure 2). 60,965,224 parameters with 1,000 classes.
block AlexNet2012(top: bool = true, classes: int = 1000, weights = none) {
  input photo
  features = photo
    -> conv(96, 11, relu, stride: 4)                -> lrn -> maxpool(3, stride: 2)
    -> conv(256, 5, relu, padding: same, groups: 2) -> lrn -> maxpool(3, stride: 2)
    -> conv(384, 3, relu, padding: same)
    -> conv(384, 3, relu, padding: same, groups: 2)
    -> conv(256, 3, relu, padding: same, groups: 2) -> maxpool(3, stride: 2)
  output if top then features -> Classifier(classes) else features
}

/// As torchvision has it: narrower, on one card, nothing normalised. Photos of 224×224 pixels; 61,100,840 parameters.
/// Krizhevsky, "One weird trick for parallelizing convolutional neural networks" (2014), section 5.
block AlexNet2014(top: bool = true, classes: int = 1000, weights = none) {
  input photo
  features = photo
    -> pad(2) -> conv(64, 11, relu, stride: 4) -> maxpool(3, stride: 2)
    -> conv(192, 5, relu, padding: same)       -> maxpool(3, stride: 2)
    -> conv(384, 3, relu, padding: same)
    -> conv(256, 3, relu, padding: same)
    -> conv(256, 3, relu, padding: same) -> maxpool(3, stride: 2)
  output if top then features
                     -> flatten -> dropout(0.5) -> dense(4096, relu) as fc6
                     -> dropout(0.5) -> dense(4096, relu) as fc7 -> dense(classes, softmax) as predictions
         else features
}
`,
  ],
  [
    'std/googlenet',
    `// GoogLeNet: modules that look at several scales at once, and no dense layer but the last.
// Szegedy, Liu, Jia and others, "Going Deeper with Convolutions" (2014), table 1. Photos of 224×224 pixels.
//
// The paper's two auxiliary heads exist while training only, so a model says them as \`train output\`s:
// examples/googlenet.net is the network with both.

/// GoogLeNet's module: four towers, concatenated over channels (figure 2 b). The 1×1 convolutions in front of the
/// larger ones make the channels few, which is what keeps the network small.
block Inception(a: int, b_in: int, b: int, c_in: int, c: int, d: int)
  : [h, w, _] -> [h, w, a + b + c + d]
  = [
      conv(a, 1, relu),
      conv(b_in, 1, relu) -> conv(b, 3, relu, padding: same),
      conv(c_in, 1, relu) -> conv(c, 5, relu, padding: same),
      maxpool(3, stride: 1, padding: same) -> conv(d, 1, relu),
    ] -> concat

/// A small classifier in the middle of the network, whose gradient reaches the layers far from the end (section 5).
block AuxHead(classes: int = 1000) =
  avgpool(5, stride: 3) -> conv(128, 1, relu) -> flatten
  -> dense(1024, relu) -> dropout(0.7) -> dense(classes, softmax)

/// Until the modules begin: 224×224 photos become 28×28 maps of 192 channels.
block Stem: [h, w, _] -> [ceil(h / 8), ceil(w / 8), 192]
  = conv(64, 7, relu, stride: 2, padding: same) -> maxpool(3, stride: 2, padding: same) -> lrn
  -> conv(64, 1, relu) -> conv(192, 3, relu, padding: same) -> lrn -> maxpool(3, stride: 2, padding: same)

/// 6,998,552 parameters; were the average a flatten, the last layer alone would have 50,177,000.
block GoogLeNet(top: bool = true, classes: int = 1000, weights = none) {
  input photo
  stem = photo -> Stem
  inception3a = stem        -> Inception(64, 96, 128, 16, 32, 32)
  inception3b = inception3a -> Inception(128, 128, 192, 32, 96, 64)
  pool3       = inception3b -> maxpool(3, stride: 2, padding: same)
  inception4a = pool3       -> Inception(192, 96, 208, 16, 48, 64)
  inception4b = inception4a -> Inception(160, 112, 224, 24, 64, 64)
  inception4c = inception4b -> Inception(128, 128, 256, 24, 64, 64)
  inception4d = inception4c -> Inception(112, 144, 288, 32, 64, 64)
  inception4e = inception4d -> Inception(256, 160, 320, 32, 128, 128)
  pool4       = inception4e -> maxpool(3, stride: 2, padding: same)
  inception5a = pool4       -> Inception(256, 160, 320, 32, 128, 128)
  inception5b = inception5a -> Inception(384, 192, 384, 48, 128, 128)
  output if top then inception5b -> global_avgpool -> dropout(0.4) -> dense(classes, softmax) as predictions
         else inception5b
}
`,
  ],
  [
    'std/lenet',
    `// LeNet-5: digits on cheques, and the plan of every convolutional network since.
// LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition" (1998), figure 2.
// Pictures of 32×32 pixels, one channel. Where the paper scales sums, connects the second convolution sparsely and
// ends in radial basis functions, this is the form in which it is taught: averages, all connections, softmax.

/// 61,706 parameters with 10 classes and one channel.
block LeNet5(top: bool = true, classes: int = 10, weights = none) {
  input photo
  features = photo
    -> conv(6, 5, tanh)  -> avgpool(2)
    -> conv(16, 5, tanh) -> avgpool(2)
    -> conv(120, 5, tanh)
  output if top then features -> flatten -> dense(84, tanh) as fc6 -> dense(classes, softmax) as predictions
         else features
}
`,
  ],
  [
    'std/mobilenet',
    `// MobileNet: a convolution in two steps, one over the pixels of each channel and one over the channels of each pixel,
// needs an eighth of the work.
// Howard, Zhu, Chen and others, "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications"
// (2017), table 1; as in Keras.

/// Where Keras keeps each layer's weights.
const keras_names = [
  ["features.conv1", "conv1"],
  ["features.batchnorm1", "conv1_bn"],
  ["features.relu1", "conv1_relu"],
  ["features.block{n}.pad1", "conv_pad_{n}"],
  ["features.block{n}.depthwise_conv1", "conv_dw_{n}"],
  ["features.block{n}.batchnorm1", "conv_dw_{n}_bn"],
  ["features.block{n}.relu1", "conv_dw_{n}_relu"],
  ["features.block{n}.conv1", "conv_pw_{n}"],
  ["features.block{n}.batchnorm2", "conv_pw_{n}_bn"],
  ["features.block{n}.relu2", "conv_pw_{n}_relu"],
  ["dropout1", "dropout"],
  ["predictions", "conv_preds"],
  ["reshape2", "reshape_2"],
  ["softmax1", "predictions"],
]

/// The pixels that Keras's weights were trained on.
const pixels = "tf"

/// Depthwise, then pointwise (figure 3, right). With a stride Keras pads below and to the right, whatever the size.
block Separable(filters: int, stride: int = 1) =
  (if stride == 1 then depthwise_conv(3, padding: same, bias: false)
   else pad([[0, 1], [0, 1]]) -> depthwise_conv(3, stride: stride, bias: false))
  -> batchnorm -> relu(max: 6) -> conv(filters, 1, bias: false) -> batchnorm -> relu(max: 6)

/// 4,253,864 parameters, of them 3,228,864 below the top, whose classes are a 1×1 convolution of one pixel.
block MobileNet(top: bool = true, classes: int = 1000, weights = none) {
  input photo
  features = photo
    -> conv(32, 3, stride: 2, padding: same, bias: false) -> batchnorm -> relu(max: 6)
    -> Separable(64) as block1
    -> Separable(128, 2) as block2 -> Separable(128) as block3
    -> Separable(256, 2) as block4 -> Separable(256) as block5
    -> Separable(512, 2) as block6 -> repeat i in 7..11 { Separable(512) as block{i} }
    -> Separable(1024, 2) as block12 -> Separable(1024) as block13
  output if top then features -> global_avgpool -> reshape([1, 1, 1024]) -> dropout(0.001)
                     -> conv(classes, 1) as predictions -> reshape(classes) -> softmax
         else features
}
`,
  ],
  [
    'std/mobilenet_v2',
    `// MobileNetV2: residual blocks that are wide inside and narrow at their ends, where nothing but linear maps stands.
// Sandler, Howard, Zhu and others, "MobileNetV2: Inverted Residuals and Linear Bottlenecks" (2018), table 2; as in Keras.

/// Where Keras keeps each layer's weights; the first block has a name of its own there.
const keras_names = [
  ["features.conv1", "Conv1"],
  ["features.batchnorm1", "bn_Conv1"],
  ["features.relu1", "Conv1_relu"],
  ["features.block0.narrow.depthwise_conv1", "expanded_conv_depthwise"],
  ["features.block0.narrow.batchnorm1", "expanded_conv_depthwise_BN"],
  ["features.block0.narrow.relu1", "expanded_conv_depthwise_relu"],
  ["features.block0.narrow.conv1", "expanded_conv_project"],
  ["features.block0.narrow.batchnorm2", "expanded_conv_project_BN"],
  ["features.block{n}.wide.conv1", "block_{n}_expand"],
  ["features.block{n}.wide.batchnorm1", "block_{n}_expand_BN"],
  ["features.block{n}.wide.relu1", "block_{n}_expand_relu"],
  ["features.block{n}.narrow.depthwise_conv1", "block_{n}_depthwise"],
  ["features.block{n}.narrow.batchnorm1", "block_{n}_depthwise_BN"],
  ["features.block{n}.narrow.relu1", "block_{n}_depthwise_relu"],
  ["features.block{n}.narrow.conv1", "block_{n}_project"],
  ["features.block{n}.narrow.batchnorm2", "block_{n}_project_BN"],
  ["features.block{n}.add1", "block_{n}_add"],
  ["features.conv2", "Conv_1"],
  ["features.batchnorm2", "Conv_1_bn"],
  ["features.relu2", "out_relu"],
  ["predictions", "predictions"],
]

/// The pixels that Keras's weights were trained on.
const pixels = "tf"

/// Keras's momentum of batch normalisation in this network.
const momentum = 0.999

/// Makes the channels many, looks around, makes them few again (table 1, figure 3 b).
block Inverted(filters: int, stride: int = 1, expand: int = 6)
  : [h, w, _] -> [ceil(h / stride), ceil(w / stride), filters] {
  input x
  wide = if expand == 1 then x
         else x -> conv(expand * x.channels, 1, bias: false) -> batchnorm(momentum: momentum) -> relu(max: 6)
  narrow = wide
    -> depthwise_conv(3, stride: stride, padding: same, bias: false)
    -> batchnorm(momentum: momentum) -> relu(max: 6)
    -> conv(filters, 1, bias: false) -> batchnorm(momentum: momentum)
  output if stride == 1 and x.channels == filters then x + narrow else narrow
}

/// 3,538,984 parameters, of them 2,257,984 below the top.
block MobileNetV2(top: bool = true, classes: int = 1000, weights = none) {
  input photo
  features = photo
    -> conv(32, 3, stride: 2, padding: same, bias: false) -> batchnorm(momentum: momentum) -> relu(max: 6)
    -> Inverted(16, expand: 1) as block0
    -> Inverted(24, 2) as block1 -> Inverted(24) as block2
    -> Inverted(32, 2) as block3 -> repeat i in 4..5 { Inverted(32) as block{i} }
    -> Inverted(64, 2) as block6 -> repeat i in 7..9 { Inverted(64) as block{i} }
    -> repeat i in 10..12 { Inverted(96) as block{i} }
    -> Inverted(160, 2) as block13 -> repeat i in 14..15 { Inverted(160) as block{i} }
    -> Inverted(320) as block16
    -> conv(1280, 1, bias: false) -> batchnorm(momentum: momentum) -> relu(max: 6)
  output if top then features -> global_avgpool -> dense(classes, softmax) as predictions else features
}
`,
  ],
  [
    'std/mobilenet_v2_torch',
    `// MobileNetV2 as torchvision has it: where a stride leaves pixels out, it looks at those on all sides, while Keras pads
// below and to the right; its batch normalisations have another ε and another momentum, too.
// Sandler, Howard, Zhu and others, "MobileNetV2: Inverted Residuals and Linear Bottlenecks" (2018), table 2.

/// Where torchvision keeps each layer's weights; it counts the first convolution among the blocks.
const torch_names = [
  ["features.conv1", "features.0.0"],
  ["features.batchnorm1", "features.0.1"],
  ["features.block0.narrow.depthwise_conv1", "features.1.conv.0.0"],
  ["features.block0.narrow.batchnorm1", "features.1.conv.0.1"],
  ["features.block0.narrow.conv1", "features.1.conv.1"],
  ["features.block0.narrow.batchnorm2", "features.1.conv.2"],
  ["features.block{n}.wide.conv1", "features.{n+1}.conv.0.0"],
  ["features.block{n}.wide.batchnorm1", "features.{n+1}.conv.0.1"],
  ["features.block{n}.narrow.depthwise_conv1", "features.{n+1}.conv.1.0"],
  ["features.block{n}.narrow.batchnorm1", "features.{n+1}.conv.1.1"],
  ["features.block{n}.narrow.conv1", "features.{n+1}.conv.2"],
  ["features.block{n}.narrow.batchnorm2", "features.{n+1}.conv.3"],
  ["features.conv2", "features.18.0"],
  ["features.batchnorm2", "features.18.1"],
  ["predictions", "classifier.1"],
]

/// The pixels that torchvision's weights were trained on.
const torch_pixels = "torch"

/// PyTorch's momentum of batch normalisation, as Keras counts it, and its ε.
const momentum = 0.9
const epsilon = 1e-5

/// Makes the channels many, looks around, makes them few again (table 1, figure 3 b).
block Inverted(filters: int, stride: int = 1, expand: int = 6)
  : [h, w, _] -> [ceil(h / stride), ceil(w / stride), filters] {
  input x
  wide = if expand == 1 then x
         else x -> conv(expand * x.channels, 1, bias: false)
              -> batchnorm(momentum: momentum, epsilon: epsilon) -> relu(max: 6)
  narrow = wide
    -> pad(1) -> depthwise_conv(3, stride: stride, bias: false)
    -> batchnorm(momentum: momentum, epsilon: epsilon) -> relu(max: 6)
    -> conv(filters, 1, bias: false) -> batchnorm(momentum: momentum, epsilon: epsilon)
  output if stride == 1 and x.channels == filters then x + narrow else narrow
}

/// 3,538,984 parameters, of them 2,257,984 below the top.
block MobileNetV2Torch(top: bool = true, classes: int = 1000, weights = none) {
  input photo
  features = photo
    -> pad(1) -> conv(32, 3, stride: 2, bias: false)
    -> batchnorm(momentum: momentum, epsilon: epsilon) -> relu(max: 6)
    -> Inverted(16, expand: 1) as block0
    -> Inverted(24, 2) as block1 -> Inverted(24) as block2
    -> Inverted(32, 2) as block3 -> repeat i in 4..5 { Inverted(32) as block{i} }
    -> Inverted(64, 2) as block6 -> repeat i in 7..9 { Inverted(64) as block{i} }
    -> repeat i in 10..12 { Inverted(96) as block{i} }
    -> Inverted(160, 2) as block13 -> repeat i in 14..15 { Inverted(160) as block{i} }
    -> Inverted(320) as block16
    -> conv(1280, 1, bias: false) -> batchnorm(momentum: momentum, epsilon: epsilon) -> relu(max: 6)
  output if top then features -> global_avgpool -> dropout(0.2) -> dense(classes, softmax) as predictions
         else features
}
`,
  ],
  [
    'std/resnet',
    `// ResNet: each block learns what to add to its input, so that a hundred layers train as easily as ten.
// He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition" (2015), table 1.
// ResNet50, 101 and 152 are those of Keras (and of Caffe before): the stride is in the first 1×1 convolution of a
// block, and convolutions have biases although batch normalisation follows. ResNet18 and 34 are the paper's, and
// ResNet50V1_5 and its like are those of torchvision: the stride is in the 3×3 convolution, and there are no biases.

/// Where Keras keeps the weights of ResNet50, 101 and 152; a block's own layers have their number in front there.
const keras_names = [
  ["conv1.pad1", "conv1_pad"],
  ["conv1.conv1", "conv1_conv"],
  ["conv1.batchnorm1", "conv1_bn"],
  ["conv1.relu1", "conv1_relu"],
  ["conv2.pad1", "pool1_pad"],
  ["conv2.maxpool1", "pool1_pool"],
  ["conv{s}.block{b}.shortcut.conv1", "conv{s}_block{b}_0_conv"],
  ["conv{s}.block{b}.shortcut.batchnorm1", "conv{s}_block{b}_0_bn"],
  ["conv{s}.block{b}.main.conv{n}", "conv{s}_block{b}_{n}_conv"],
  ["conv{s}.block{b}.main.batchnorm{n}", "conv{s}_block{b}_{n}_bn"],
  ["conv{s}.block{b}.main.relu{n}", "conv{s}_block{b}_{n}_relu"],
  ["conv{s}.block{b}.add1", "conv{s}_block{b}_add"],
  ["conv{s}.block{b}.relu1", "conv{s}_block{b}_out"],
  ["global_avgpool1", "avg_pool"],
  ["predictions", "predictions"],
]

/// The pixels that Keras's weights were trained on.
const pixels = "caffe"

/// Where torchvision keeps the weights of ResNet18, ResNet34 and ResNet50V1_5, 101 and 152; it counts from others.
const torch_names = [
  ["conv1.conv1", "conv1"],
  ["conv1.batchnorm1", "bn1"],
  ["conv{s}.block{b}.shortcut.conv1", "layer{s-1}.{b-1}.downsample.0"],
  ["conv{s}.block{b}.shortcut.batchnorm1", "layer{s-1}.{b-1}.downsample.1"],
  ["conv{s}.block{b}.main.conv{n}", "layer{s-1}.{b-1}.conv{n}"],
  ["conv{s}.block{b}.main.batchnorm{n}", "layer{s-1}.{b-1}.bn{n}"],
  ["predictions", "fc"],
]

/// The pixels that torchvision's weights were trained on.
const torch_pixels = "torch"

/// Keras's ε of batch normalisation in these networks.
const epsilon = 1.001e-5

/// 1×1 makes the channels few, 3×3 looks around, 1×1 makes them four times as many (figure 5, right).
block Bottleneck(channels: int, stride: int = 1)
  : [h, w, _] -> [ceil(h / stride), ceil(w / stride), 4 * channels] {
  input x
  main = x
    -> conv(channels, 1, stride: stride) -> batchnorm(epsilon: epsilon) -> relu
    -> conv(channels, 3, padding: same)  -> batchnorm(epsilon: epsilon) -> relu
    -> conv(4 * channels, 1)             -> batchnorm(epsilon: epsilon)
  shortcut = if stride == 1 and x.channels == 4 * channels then x
             else x -> conv(4 * channels, 1, stride: stride) -> batchnorm(epsilon: epsilon)
  output shortcut + main -> relu
}

/// Blocks of one width; the first one halves the image, unless its stride is 1.
block BottleneckStage(channels: int, depth: int, stride: int = 2) =
  Bottleneck(channels, stride) as block1 -> repeat i in 2..depth { Bottleneck(channels) as block{i} }

/// Four stages of so many bottlenecks.
block BottleneckNet(depth2: int, depth3: int, depth4: int, depth5: int, top: bool, classes: int) {
  input photo
  conv1 = photo -> pad(3) -> conv(64, 7, stride: 2) -> batchnorm(epsilon: epsilon) -> relu
  conv2 = conv1 -> pad(1) -> maxpool(3, stride: 2) -> BottleneckStage(64, depth2, stride: 1)
  conv3 = conv2 -> BottleneckStage(128, depth3)
  conv4 = conv3 -> BottleneckStage(256, depth4)
  conv5 = conv4 -> BottleneckStage(512, depth5)
  output if top then conv5 -> global_avgpool -> dense(classes, softmax) as predictions else conv5
}

/// 25,636,712 parameters, of them 23,587,712 below the top.
block ResNet50(top: bool = true, classes: int = 1000, weights = none) =
  BottleneckNet(3, 4, 6, 3, top, classes)

/// 44,707,176 parameters, of them 42,658,176 below the top.
block ResNet101(top: bool = true, classes: int = 1000, weights = none) =
  BottleneckNet(3, 4, 23, 3, top, classes)

/// 60,419,944 parameters, of them 58,370,944 below the top.
block ResNet152(top: bool = true, classes: int = 1000, weights = none) =
  BottleneckNet(3, 8, 36, 3, top, classes)

/// Two 3×3 convolutions (figure 5, left); a stride needs pixels on both sides, so the padding is written out.
block Basic(channels: int, stride: int = 1)
  : [h, w, _] -> [ceil(h / stride), ceil(w / stride), channels] {
  input x
  main = x
    -> pad(1) -> conv(channels, 3, stride: stride, bias: false) -> batchnorm(epsilon: 1e-5) -> relu
    -> pad(1) -> conv(channels, 3, bias: false)                 -> batchnorm(epsilon: 1e-5)
  shortcut = if stride == 1 and x.channels == channels then x
             else x -> conv(channels, 1, stride: stride, bias: false) -> batchnorm(epsilon: 1e-5)
  output shortcut + main -> relu
}

block BasicStage(channels: int, depth: int, stride: int = 2) =
  Basic(channels, stride) as block1 -> repeat i in 2..depth { Basic(channels) as block{i} }

block BasicNet(depth2: int, depth3: int, depth4: int, depth5: int, top: bool, classes: int) {
  input photo
  conv1 = photo -> pad(3) -> conv(64, 7, stride: 2, bias: false) -> batchnorm(epsilon: 1e-5) -> relu
  conv2 = conv1 -> pad(1) -> maxpool(3, stride: 2) -> BasicStage(64, depth2, stride: 1)
  conv3 = conv2 -> BasicStage(128, depth3)
  conv4 = conv3 -> BasicStage(256, depth4)
  conv5 = conv4 -> BasicStage(512, depth5)
  output if top then conv5 -> global_avgpool -> dense(classes, softmax) as predictions else conv5
}

/// 11,699,112 parameters, 9,600 of them moving statistics.
block ResNet18(top: bool = true, classes: int = 1000, weights = none) =
  BasicNet(2, 2, 2, 2, top, classes)

/// 21,814,696 parameters, 17,024 of them moving statistics.
block ResNet34(top: bool = true, classes: int = 1000, weights = none) =
  BasicNet(3, 4, 6, 3, top, classes)

/// A bottleneck that strides where it looks around, so that no pixel is passed over; padding as PyTorch has it.
block WideStep(channels: int, stride: int = 1)
  : [h, w, _] -> [ceil(h / stride), ceil(w / stride), 4 * channels] {
  input x
  main = x
    -> conv(channels, 1, bias: false) -> batchnorm(epsilon: 1e-5) -> relu
    -> pad(1) -> conv(channels, 3, stride: stride, bias: false) -> batchnorm(epsilon: 1e-5) -> relu
    -> conv(4 * channels, 1, bias: false) -> batchnorm(epsilon: 1e-5)
  shortcut = if stride == 1 and x.channels == 4 * channels then x
             else x -> conv(4 * channels, 1, stride: stride, bias: false) -> batchnorm(epsilon: 1e-5)
  output shortcut + main -> relu
}

block WideStepStage(channels: int, depth: int, stride: int = 2) =
  WideStep(channels, stride) as block1 -> repeat i in 2..depth { WideStep(channels) as block{i} }

block WideStepNet(depth2: int, depth3: int, depth4: int, depth5: int, top: bool, classes: int) {
  input photo
  conv1 = photo -> pad(3) -> conv(64, 7, stride: 2, bias: false) -> batchnorm(epsilon: 1e-5) -> relu
  conv2 = conv1 -> pad(1) -> maxpool(3, stride: 2) -> WideStepStage(64, depth2, stride: 1)
  conv3 = conv2 -> WideStepStage(128, depth3)
  conv4 = conv3 -> WideStepStage(256, depth4)
  conv5 = conv4 -> WideStepStage(512, depth5)
  output if top then conv5 -> global_avgpool -> dense(classes, softmax) as predictions else conv5
}

/// 25,610,152 parameters, 53,120 of them moving statistics; 23,561,152 below the top.
block ResNet50V1_5(top: bool = true, classes: int = 1000, weights = none) =
  WideStepNet(3, 4, 6, 3, top, classes)

/// 44,654,504 parameters, 105,344 of them moving statistics.
block ResNet101V1_5(top: bool = true, classes: int = 1000, weights = none) =
  WideStepNet(3, 4, 23, 3, top, classes)

/// 60,344,232 parameters, 151,424 of them moving statistics.
block ResNet152V1_5(top: bool = true, classes: int = 1000, weights = none) =
  WideStepNet(3, 8, 36, 3, top, classes)
`,
  ],
  [
    'std/resnet_v2',
    `// ResNet v2: normalisation and activation come before each convolution, so that the shortcuts carry their numbers
// from the first block to the last untouched.
// He, Zhang, Ren and Sun, "Identity Mappings in Deep Residual Networks" (2016), figure 4 (e).
// ResNet50V2, 101 and 152 are those of Keras: the stride is in the last block of a stage. ResNet18V2 and 34 are the
// blocks of two 3×3 convolutions of the first paper in the order of the second, the stride in the first block.

/// Where Keras keeps the weights of ResNet50V2, 101 and 152; a block's own layers have their number in front there.
const keras_names = [
  ["conv1.pad1", "conv1_pad"],
  ["conv1.conv1", "conv1_conv"],
  ["conv2.pad1", "pool1_pad"],
  ["conv2.maxpool1", "pool1_pool"],
  ["conv{s}.block{b}.preact.batchnorm1", "conv{s}_block{b}_preact_bn"],
  ["conv{s}.block{b}.preact.relu1", "conv{s}_block{b}_preact_relu"],
  ["conv{s}.block{b}.shortcut.conv1", "conv{s}_block{b}_0_conv"],
  ["conv{s}.block{b}.main.conv{n}", "conv{s}_block{b}_{n}_conv"],
  ["conv{s}.block{b}.main.batchnorm{n}", "conv{s}_block{b}_{n}_bn"],
  ["conv{s}.block{b}.main.relu{n}", "conv{s}_block{b}_{n}_relu"],
  ["conv{s}.block{b}.main.pad1", "conv{s}_block{b}_2_pad"],
  ["conv{s}.block{b}.add1", "conv{s}_block{b}_out"],
  ["post.batchnorm1", "post_bn"],
  ["post.relu1", "post_relu"],
  ["global_avgpool1", "avg_pool"],
  ["predictions", "predictions"],
]

/// The pixels that Keras's weights were trained on.
const pixels = "tf"

/// Keras's ε of batch normalisation in these networks.
const epsilon = 1.001e-5

/// A bottleneck that normalises first. The shortcut is projected only where a stage begins.
block Bottleneck(channels: int, stride: int = 1, project: bool = false) {
  input x
  preact = x -> batchnorm(epsilon: epsilon) -> relu
  shortcut = if project then preact -> conv(4 * channels, 1)
             else if stride > 1 then x -> maxpool(1, stride: stride)
             else x
  main = preact
    -> conv(channels, 1, bias: false)                           -> batchnorm(epsilon: epsilon) -> relu
    -> pad(1) -> conv(channels, 3, stride: stride, bias: false) -> batchnorm(epsilon: epsilon) -> relu
    -> conv(4 * channels, 1)
  output shortcut + main
}

/// Blocks of one width; the last one halves the image, unless its stride is 1.
block Stage(channels: int, depth: int, stride: int = 2) =
  Bottleneck(channels, project: true) as block1
  -> repeat i in 2..depth - 1 { Bottleneck(channels) as block{i} }
  -> Bottleneck(channels, stride) as block{depth}

block PreactivatedNet(depth2: int, depth3: int, depth4: int, depth5: int, top: bool, classes: int) {
  input photo
  conv1 = photo -> pad(3) -> conv(64, 7, stride: 2)
  conv2 = conv1 -> pad(1) -> maxpool(3, stride: 2) -> Stage(64, depth2)
  conv3 = conv2 -> Stage(128, depth3)
  conv4 = conv3 -> Stage(256, depth4)
  conv5 = conv4 -> Stage(512, depth5, stride: 1)
  post  = conv5 -> batchnorm(epsilon: epsilon) -> relu
  output if top then post -> global_avgpool -> dense(classes, softmax) as predictions else post
}

/// 25,613,800 parameters, of them 23,564,800 below the top.
block ResNet50V2(top: bool = true, classes: int = 1000, weights = none) =
  PreactivatedNet(3, 4, 6, 3, top, classes)

/// 44,675,560 parameters, of them 42,626,560 below the top.
block ResNet101V2(top: bool = true, classes: int = 1000, weights = none) =
  PreactivatedNet(3, 4, 23, 3, top, classes)

/// 60,380,648 parameters, of them 58,331,648 below the top.
block ResNet152V2(top: bool = true, classes: int = 1000, weights = none) =
  PreactivatedNet(3, 8, 36, 3, top, classes)

/// Two 3×3 convolutions, each behind its normalisation. The shortcut is projected only where the shape changes.
block Basic(channels: int, stride: int = 1)
  : [h, w, _] -> [ceil(h / stride), ceil(w / stride), channels] {
  input x
  preact = x -> batchnorm(epsilon: 1e-5) -> relu
  shortcut = if stride == 1 and x.channels == channels then x
             else preact -> conv(channels, 1, stride: stride, bias: false)
  main = preact
    -> pad(1) -> conv(channels, 3, stride: stride, bias: false) -> batchnorm(epsilon: 1e-5) -> relu
    -> pad(1) -> conv(channels, 3, bias: false)
  output shortcut + main
}

block BasicStage(channels: int, depth: int, stride: int = 2) =
  Basic(channels, stride) as block1 -> repeat i in 2..depth { Basic(channels) as block{i} }

block BasicNet(depth2: int, depth3: int, depth4: int, depth5: int, top: bool, classes: int) {
  input photo
  conv1 = photo -> pad(3) -> conv(64, 7, stride: 2, bias: false)
  conv2 = conv1 -> pad(1) -> maxpool(3, stride: 2) -> BasicStage(64, depth2, stride: 1)
  conv3 = conv2 -> BasicStage(128, depth3)
  conv4 = conv3 -> BasicStage(256, depth4)
  conv5 = conv4 -> BasicStage(512, depth5)
  post  = conv5 -> batchnorm(epsilon: 1e-5) -> relu
  output if top then post -> global_avgpool -> dense(classes, softmax) as predictions else post
}

/// 11,695,528 parameters, 7,808 of them moving statistics.
block ResNet18V2(top: bool = true, classes: int = 1000, weights = none) =
  BasicNet(2, 2, 2, 2, top, classes)

/// 21,811,112 parameters, 15,232 of them moving statistics.
block ResNet34V2(top: bool = true, classes: int = 1000, weights = none) =
  BasicNet(3, 4, 6, 3, top, classes)
`,
  ],
  [
    'std/squeezenet',
    `// SqueezeNet: AlexNet's accuracy with a fiftieth of its parameters.
// Iandola, Han, Moskewicz and others, "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model
// size" (2016), table 1. Photos of 224×224 pixels or more; poolings round up, as Caffe's do.

/// Where torchvision keeps each layer's weights in its squeezenet1_0: it counts the poolings, too.
const torch_names = [
  ["conv1.conv1", "features.0"],
  ["fire2.conv1", "features.3.squeeze"],
  ["fire2.conv2", "features.3.expand1x1"],
  ["fire2.conv3", "features.3.expand3x3"],
  ["fire3.conv1", "features.4.squeeze"],
  ["fire3.conv2", "features.4.expand1x1"],
  ["fire3.conv3", "features.4.expand3x3"],
  ["fire4.conv1", "features.5.squeeze"],
  ["fire4.conv2", "features.5.expand1x1"],
  ["fire4.conv3", "features.5.expand3x3"],
  ["fire9.conv1", "features.12.squeeze"],
  ["fire9.conv2", "features.12.expand1x1"],
  ["fire9.conv3", "features.12.expand3x3"],
  ["fire{n}.conv1", "features.{n+2}.squeeze"],
  ["fire{n}.conv2", "features.{n+2}.expand1x1"],
  ["fire{n}.conv3", "features.{n+2}.expand3x3"],
  ["conv10", "classifier.1"],
]

/// The pixels that torchvision's weights were trained on.
const torch_pixels = "torch"

/// A few 1×1 filters squeeze the channels, so that the 3×3 filters that expand them again are cheap (figure 1).
block Fire(squeeze: int, expand: int)
  : [h, w, _] -> [h, w, 2 * expand]
  = conv(squeeze, 1, relu) -> [conv(expand, 1, relu), conv(expand, 3, relu, padding: same)] -> concat

/// 1,248,424 parameters. The classes are channels of the last convolution: no dense layer at all.
block SqueezeNet(top: bool = true, classes: int = 1000, weights = none) {
  input photo
  conv1 = photo -> conv(96, 7, relu, stride: 2) -> maxpool(3, stride: 2, rounding: up)
  fire2 = conv1 -> Fire(16, 64)
  fire3 = fire2 -> Fire(16, 64)
  fire4 = fire3 -> Fire(32, 128)
  pool4 = fire4 -> maxpool(3, stride: 2, rounding: up)
  fire5 = pool4 -> Fire(32, 128)
  fire6 = fire5 -> Fire(48, 192)
  fire7 = fire6 -> Fire(48, 192)
  fire8 = fire7 -> Fire(64, 256)
  pool8 = fire8 -> maxpool(3, stride: 2, rounding: up)
  fire9 = pool8 -> Fire(64, 256)
  output if top then fire9 -> dropout(0.5) -> conv(classes, 1, relu) as conv10 -> global_avgpool -> softmax
         else fire9
}
`,
  ],
  [
    'std/vgg',
    `// VGG: nothing but 3×3 convolutions, and many of them.
// Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition" (2014), table 1:
// VGG16 is its column D, VGG19 its column E. Photos of 224×224 pixels; without the top any size from 32×32.

/// Where Keras keeps each layer's weights.
const keras_names = [
  ["block{s}.conv{n}", "block{s}_conv{n}"],
  ["block{s}.pool", "block{s}_pool"],
  ["flatten1", "flatten"],
  ["fc{n}", "fc{n}"],
  ["predictions", "predictions"],
]

/// The pixels that Keras's weights were trained on.
const pixels = "caffe"

/// Where torchvision keeps them: it counts every layer, those without weights, too.
const vgg16_torch_names = [
  ["block1.conv1", "features.0"],
  ["block1.conv2", "features.2"],
  ["block2.conv1", "features.5"],
  ["block2.conv2", "features.7"],
  ["block3.conv1", "features.10"],
  ["block3.conv2", "features.12"],
  ["block3.conv3", "features.14"],
  ["block4.conv1", "features.17"],
  ["block4.conv2", "features.19"],
  ["block4.conv3", "features.21"],
  ["block5.conv1", "features.24"],
  ["block5.conv2", "features.26"],
  ["block5.conv3", "features.28"],
  ["fc1", "classifier.0"],
  ["fc2", "classifier.3"],
  ["predictions", "classifier.6"],
]

/// The same of VGG19.
const vgg19_torch_names = [
  ["block1.conv1", "features.0"],
  ["block1.conv2", "features.2"],
  ["block2.conv1", "features.5"],
  ["block2.conv2", "features.7"],
  ["block3.conv1", "features.10"],
  ["block3.conv2", "features.12"],
  ["block3.conv3", "features.14"],
  ["block3.conv4", "features.16"],
  ["block4.conv1", "features.19"],
  ["block4.conv2", "features.21"],
  ["block4.conv3", "features.23"],
  ["block4.conv4", "features.25"],
  ["block5.conv1", "features.28"],
  ["block5.conv2", "features.30"],
  ["block5.conv3", "features.32"],
  ["block5.conv4", "features.34"],
  ["fc1", "classifier.0"],
  ["fc2", "classifier.3"],
  ["predictions", "classifier.6"],
]

/// The pixels that torchvision's weights were trained on.
const torch_pixels = "torch"

/// Convolutions of one width, then a pooling that halves the image: two 3×3 see as far as one 5×5, with fewer weights.
block Stage(filters: int, depth: int)
  : [h, w, _] -> [h / 2, w / 2, _]
  = repeat i in 1..depth { conv(filters, 3, relu, padding: same) as conv{i} } -> maxpool(2) as pool

/// Two dense layers and the classes: nine tenths of the network's parameters.
block Classifier(classes: int) =
  flatten -> dense(4096, relu) as fc1 -> dense(4096, relu) as fc2 -> dense(classes, softmax) as predictions

/// Five stages; the last three are \`depth\` convolutions deep.
block Vgg(depth: int, top: bool, classes: int) {
  input photo
  block1 = photo  -> Stage(64, 2)
  block2 = block1 -> Stage(128, 2)
  block3 = block2 -> Stage(256, depth)
  block4 = block3 -> Stage(512, depth)
  block5 = block4 -> Stage(512, depth)
  output if top then block5 -> Classifier(classes) else block5
}

/// 13 convolutions and 3 dense layers: 138,357,544 parameters, of them 14,714,688 below the top.
block VGG16(top: bool = true, classes: int = 1000, weights = none) = Vgg(3, top, classes)

/// 16 convolutions and 3 dense layers: 143,667,240 parameters, of them 20,024,384 below the top.
block VGG19(top: bool = true, classes: int = 1000, weights = none) = Vgg(4, top, classes)
`,
  ],
]);
