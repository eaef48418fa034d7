// Generated from statestore/v1/statestore.proto. Do not edit.
/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["pillion-statestore"] || ($protobuf.roots["pillion-statestore"] = {});

export const statestore = $root.statestore = (() => {

    /**
     * Namespace statestore.
     * @exports statestore
     * @namespace
     */
    const statestore = {};

    statestore.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof statestore
         * @namespace
         */
        const v1 = {};

        /**
         * Consistency enum.
         * @name statestore.v1.Consistency
         * @enum {number}
         * @property {number} CONSISTENCY_UNSPECIFIED=0 CONSISTENCY_UNSPECIFIED value
         * @property {number} CONSISTENCY_EVENTUAL=1 CONSISTENCY_EVENTUAL value
         * @property {number} CONSISTENCY_STRONG=2 CONSISTENCY_STRONG value
         */
        v1.Consistency = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CONSISTENCY_UNSPECIFIED"] = 0;
            values[valuesById[1] = "CONSISTENCY_EVENTUAL"] = 1;
            values[valuesById[2] = "CONSISTENCY_STRONG"] = 2;
            return values;
        })();

        /**
         * Kind enum.
         * @name statestore.v1.Kind
         * @enum {number}
         * @property {number} KIND_UNSPECIFIED=0 KIND_UNSPECIFIED value
         * @property {number} KIND_EPHEMERAL=1 KIND_EPHEMERAL value
         * @property {number} KIND_PERSISTENT=2 KIND_PERSISTENT value
         * @property {number} KIND_CACHED=3 KIND_CACHED value
         */
        v1.Kind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "KIND_EPHEMERAL"] = 1;
            values[valuesById[2] = "KIND_PERSISTENT"] = 2;
            values[valuesById[3] = "KIND_CACHED"] = 3;
            return values;
        })();

        /**
         * View enum.
         * @name statestore.v1.View
         * @enum {number}
         * @property {number} VIEW_UNSPECIFIED=0 VIEW_UNSPECIFIED value
         * @property {number} VIEW_KEYS=1 VIEW_KEYS value
         * @property {number} VIEW_METADATA=2 VIEW_METADATA value
         * @property {number} VIEW_FULL=3 VIEW_FULL value
         */
        v1.View = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "VIEW_UNSPECIFIED"] = 0;
            values[valuesById[1] = "VIEW_KEYS"] = 1;
            values[valuesById[2] = "VIEW_METADATA"] = 2;
            values[valuesById[3] = "VIEW_FULL"] = 3;
            return values;
        })();

        v1.Record = (function() {

            /**
             * Properties of a Record.
             * @typedef {Object} statestore.v1.Record.$Properties
             * @property {string|null} [key] Record key
             * @property {Uint8Array|null} [value] Record value
             * @property {string|null} [contentType] Record contentType
             * @property {string|null} [version] Record version
             * @property {statestore.v1.Kind|null} [kind] Record kind
             * @property {google.protobuf.Timestamp.$Properties|null} [createTime] Record createTime
             * @property {google.protobuf.Timestamp.$Properties|null} [updateTime] Record updateTime
             * @property {google.protobuf.Timestamp.$Properties|null} [expireTime] Record expireTime
             * @property {boolean|null} [stale] Record stale
             * @property {google.protobuf.Duration.$Properties|null} [staleAge] Record staleAge
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Record.
             * @memberof statestore.v1
             * @interface IRecord
             * @augments statestore.v1.Record.$Properties
             * @deprecated Use statestore.v1.Record.$Properties instead.
             */

            /**
             * Shape of a Record.
             * @typedef {statestore.v1.Record.$Properties} statestore.v1.Record.$Shape
             */

            /**
             * Constructs a new Record.
             * @memberof statestore.v1
             * @classdesc Represents a Record.
             * @constructor
             * @param {statestore.v1.Record.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Record = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Record key.
             * @member {string} key
             * @memberof statestore.v1.Record
             * @instance
             */
            Record.prototype.key = "";

            /**
             * Record value.
             * @member {Uint8Array} value
             * @memberof statestore.v1.Record
             * @instance
             */
            Record.prototype.value = $util.newBuffer([]);

            /**
             * Record contentType.
             * @member {string} contentType
             * @memberof statestore.v1.Record
             * @instance
             */
            Record.prototype.contentType = "";

            /**
             * Record version.
             * @member {string} version
             * @memberof statestore.v1.Record
             * @instance
             */
            Record.prototype.version = "";

            /**
             * Record kind.
             * @member {statestore.v1.Kind} kind
             * @memberof statestore.v1.Record
             * @instance
             */
            Record.prototype.kind = 0;

            /**
             * Record createTime.
             * @member {google.protobuf.Timestamp.$Properties|null|undefined} createTime
             * @memberof statestore.v1.Record
             * @instance
             */
            Record.prototype.createTime = null;

            /**
             * Record updateTime.
             * @member {google.protobuf.Timestamp.$Properties|null|undefined} updateTime
             * @memberof statestore.v1.Record
             * @instance
             */
            Record.prototype.updateTime = null;

            /**
             * Record expireTime.
             * @member {google.protobuf.Timestamp.$Properties|null|undefined} expireTime
             * @memberof statestore.v1.Record
             * @instance
             */
            Record.prototype.expireTime = null;

            /**
             * Record stale.
             * @member {boolean} stale
             * @memberof statestore.v1.Record
             * @instance
             */
            Record.prototype.stale = false;

            /**
             * Record staleAge.
             * @member {google.protobuf.Duration.$Properties|null|undefined} staleAge
             * @memberof statestore.v1.Record
             * @instance
             */
            Record.prototype.staleAge = null;

            /**
             * Encodes the specified Record message. Does not implicitly {@link statestore.v1.Record.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.Record
             * @static
             * @param {statestore.v1.Record.$Properties} message Record message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Record.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
                if (message.contentType != null && $Object.hasOwnProperty.call(message, "contentType") && message.contentType !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.contentType);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.version);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.kind);
                if (message.createTime != null && $Object.hasOwnProperty.call(message, "createTime"))
                    $root.google.protobuf.Timestamp.encode(message.createTime, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.updateTime != null && $Object.hasOwnProperty.call(message, "updateTime"))
                    $root.google.protobuf.Timestamp.encode(message.updateTime, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.expireTime != null && $Object.hasOwnProperty.call(message, "expireTime"))
                    $root.google.protobuf.Timestamp.encode(message.expireTime, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.stale != null && $Object.hasOwnProperty.call(message, "stale") && message.stale !== false)
                    writer.uint32(/* id 9, wireType 0 =*/72).bool(message.stale);
                if (message.staleAge != null && $Object.hasOwnProperty.call(message, "staleAge"))
                    $root.google.protobuf.Duration.encode(message.staleAge, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Record message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.Record
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.Record & statestore.v1.Record.$Shape} Record
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Record.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.Record();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.contentType = value;
                            else
                                delete message.contentType;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.createTime = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.createTime);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.updateTime = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.updateTime);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.expireTime = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.expireTime);
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.stale = value;
                            else
                                delete message.stale;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.staleAge = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.staleAge);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Record;
        })();

        v1.Expiry = (function() {

            /**
             * Properties of an Expiry.
             * @typedef {Object} statestore.v1.Expiry.$Properties
             * @property {google.protobuf.Duration.$Properties|null} [ttl] Expiry ttl
             * @property {boolean|null} [keep] Expiry keep
             * @property {boolean|null} [none] Expiry none
             * @property {"ttl"|"keep"|"none"} [policy] Expiry policy
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Expiry.
             * @memberof statestore.v1
             * @interface IExpiry
             * @augments statestore.v1.Expiry.$Properties
             * @deprecated Use statestore.v1.Expiry.$Properties instead.
             */

            /**
             * Narrowed shape of an Expiry.
             * @typedef {{
             *   ttl?: google.protobuf.Duration.$Shape|null;
             *   keep?: boolean|null;
             *   none?: boolean|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ policy?: undefined; ttl?: null; keep?: null; none?: null }|{ policy?: "ttl"; ttl: google.protobuf.Duration.$Shape; keep?: null; none?: null }|{ policy?: "keep"; ttl?: null; keep: boolean; none?: null }|{ policy?: "none"; ttl?: null; keep?: null; none: boolean })
             * )} statestore.v1.Expiry.$Shape
             */

            /**
             * Constructs a new Expiry.
             * @memberof statestore.v1
             * @classdesc Represents an Expiry.
             * @constructor
             * @param {statestore.v1.Expiry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Expiry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Expiry ttl.
             * @member {google.protobuf.Duration.$Properties|null|undefined} ttl
             * @memberof statestore.v1.Expiry
             * @instance
             */
            Expiry.prototype.ttl = null;

            /**
             * Expiry keep.
             * @member {boolean|null|undefined} keep
             * @memberof statestore.v1.Expiry
             * @instance
             */
            Expiry.prototype.keep = null;

            /**
             * Expiry none.
             * @member {boolean|null|undefined} none
             * @memberof statestore.v1.Expiry
             * @instance
             */
            Expiry.prototype.none = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Expiry policy.
             * @member {"ttl"|"keep"|"none"|undefined} policy
             * @memberof statestore.v1.Expiry
             * @instance
             */
            $Object.defineProperty(Expiry.prototype, "policy", {
                get: $util.oneOfGetter($oneOfFields = ["ttl", "keep", "none"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Expiry message. Does not implicitly {@link statestore.v1.Expiry.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.Expiry
             * @static
             * @param {statestore.v1.Expiry.$Properties} message Expiry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Expiry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ttl != null && $Object.hasOwnProperty.call(message, "ttl"))
                    $root.google.protobuf.Duration.encode(message.ttl, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.keep != null && $Object.hasOwnProperty.call(message, "keep"))
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.keep);
                if (message.none != null && $Object.hasOwnProperty.call(message, "none"))
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.none);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Expiry message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.Expiry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.Expiry & statestore.v1.Expiry.$Shape} Expiry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Expiry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.Expiry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.ttl = $root.google.protobuf.Duration.decode(reader, reader.size(), $undefined, _depth + 1, message.ttl);
                            message.policy = "ttl";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.keep = reader.bool();
                            message.policy = "keep";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.none = reader.bool();
                            message.policy = "none";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Expiry;
        })();

        v1.Precondition = (function() {

            /**
             * Properties of a Precondition.
             * @typedef {Object} statestore.v1.Precondition.$Properties
             * @property {boolean|null} [absent] Precondition absent
             * @property {boolean|null} [present] Precondition present
             * @property {string|null} [version] Precondition version
             * @property {"absent"|"present"|"version"} [condition] Precondition condition
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Precondition.
             * @memberof statestore.v1
             * @interface IPrecondition
             * @augments statestore.v1.Precondition.$Properties
             * @deprecated Use statestore.v1.Precondition.$Properties instead.
             */

            /**
             * Narrowed shape of a Precondition.
             * @typedef {{
             *   absent?: boolean|null;
             *   present?: boolean|null;
             *   version?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ condition?: undefined; absent?: null; present?: null; version?: null }|{ condition?: "absent"; absent: boolean; present?: null; version?: null }|{ condition?: "present"; absent?: null; present: boolean; version?: null }|{ condition?: "version"; absent?: null; present?: null; version: string })
             * )} statestore.v1.Precondition.$Shape
             */

            /**
             * Constructs a new Precondition.
             * @memberof statestore.v1
             * @classdesc Represents a Precondition.
             * @constructor
             * @param {statestore.v1.Precondition.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Precondition = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Precondition absent.
             * @member {boolean|null|undefined} absent
             * @memberof statestore.v1.Precondition
             * @instance
             */
            Precondition.prototype.absent = null;

            /**
             * Precondition present.
             * @member {boolean|null|undefined} present
             * @memberof statestore.v1.Precondition
             * @instance
             */
            Precondition.prototype.present = null;

            /**
             * Precondition version.
             * @member {string|null|undefined} version
             * @memberof statestore.v1.Precondition
             * @instance
             */
            Precondition.prototype.version = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Precondition condition.
             * @member {"absent"|"present"|"version"|undefined} condition
             * @memberof statestore.v1.Precondition
             * @instance
             */
            $Object.defineProperty(Precondition.prototype, "condition", {
                get: $util.oneOfGetter($oneOfFields = ["absent", "present", "version"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Precondition message. Does not implicitly {@link statestore.v1.Precondition.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.Precondition
             * @static
             * @param {statestore.v1.Precondition.$Properties} message Precondition message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Precondition.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.absent != null && $Object.hasOwnProperty.call(message, "absent"))
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.absent);
                if (message.present != null && $Object.hasOwnProperty.call(message, "present"))
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.present);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.version);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Precondition message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.Precondition
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.Precondition & statestore.v1.Precondition.$Shape} Precondition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Precondition.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.Precondition();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.absent = reader.bool();
                            message.condition = "absent";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.present = reader.bool();
                            message.condition = "present";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.version = reader.stringVerify();
                            message.condition = "version";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Precondition;
        })();

        v1.GetRequest = (function() {

            /**
             * Properties of a GetRequest.
             * @typedef {Object} statestore.v1.GetRequest.$Properties
             * @property {string|null} [store] GetRequest store
             * @property {string|null} [key] GetRequest key
             * @property {statestore.v1.Consistency|null} [consistency] GetRequest consistency
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetRequest.
             * @memberof statestore.v1
             * @interface IGetRequest
             * @augments statestore.v1.GetRequest.$Properties
             * @deprecated Use statestore.v1.GetRequest.$Properties instead.
             */

            /**
             * Shape of a GetRequest.
             * @typedef {statestore.v1.GetRequest.$Properties} statestore.v1.GetRequest.$Shape
             */

            /**
             * Constructs a new GetRequest.
             * @memberof statestore.v1
             * @classdesc Represents a GetRequest.
             * @constructor
             * @param {statestore.v1.GetRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GetRequest store.
             * @member {string} store
             * @memberof statestore.v1.GetRequest
             * @instance
             */
            GetRequest.prototype.store = "";

            /**
             * GetRequest key.
             * @member {string} key
             * @memberof statestore.v1.GetRequest
             * @instance
             */
            GetRequest.prototype.key = "";

            /**
             * GetRequest consistency.
             * @member {statestore.v1.Consistency} consistency
             * @memberof statestore.v1.GetRequest
             * @instance
             */
            GetRequest.prototype.consistency = 0;

            /**
             * Encodes the specified GetRequest message. Does not implicitly {@link statestore.v1.GetRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.GetRequest
             * @static
             * @param {statestore.v1.GetRequest.$Properties} message GetRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.consistency);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GetRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.GetRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.GetRequest & statestore.v1.GetRequest.$Shape} GetRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.GetRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.consistency = value;
                            else
                                delete message.consistency;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetRequest;
        })();

        v1.GetResponse = (function() {

            /**
             * Properties of a GetResponse.
             * @typedef {Object} statestore.v1.GetResponse.$Properties
             * @property {boolean|null} [found] GetResponse found
             * @property {statestore.v1.Record.$Properties|null} [record] GetResponse record
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetResponse.
             * @memberof statestore.v1
             * @interface IGetResponse
             * @augments statestore.v1.GetResponse.$Properties
             * @deprecated Use statestore.v1.GetResponse.$Properties instead.
             */

            /**
             * Shape of a GetResponse.
             * @typedef {statestore.v1.GetResponse.$Properties} statestore.v1.GetResponse.$Shape
             */

            /**
             * Constructs a new GetResponse.
             * @memberof statestore.v1
             * @classdesc Represents a GetResponse.
             * @constructor
             * @param {statestore.v1.GetResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GetResponse found.
             * @member {boolean} found
             * @memberof statestore.v1.GetResponse
             * @instance
             */
            GetResponse.prototype.found = false;

            /**
             * GetResponse record.
             * @member {statestore.v1.Record.$Properties|null|undefined} record
             * @memberof statestore.v1.GetResponse
             * @instance
             */
            GetResponse.prototype.record = null;

            /**
             * Encodes the specified GetResponse message. Does not implicitly {@link statestore.v1.GetResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.GetResponse
             * @static
             * @param {statestore.v1.GetResponse.$Properties} message GetResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.found != null && $Object.hasOwnProperty.call(message, "found") && message.found !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.found);
                if (message.record != null && $Object.hasOwnProperty.call(message, "record"))
                    $root.statestore.v1.Record.encode(message.record, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GetResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.GetResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.GetResponse & statestore.v1.GetResponse.$Shape} GetResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.GetResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.found = value;
                            else
                                delete message.found;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.record = $root.statestore.v1.Record.decode(reader, reader.size(), $undefined, _depth + 1, message.record);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetResponse;
        })();

        v1.BatchGetRequest = (function() {

            /**
             * Properties of a BatchGetRequest.
             * @typedef {Object} statestore.v1.BatchGetRequest.$Properties
             * @property {string|null} [store] BatchGetRequest store
             * @property {Array.<string>|null} [keys] BatchGetRequest keys
             * @property {statestore.v1.Consistency|null} [consistency] BatchGetRequest consistency
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BatchGetRequest.
             * @memberof statestore.v1
             * @interface IBatchGetRequest
             * @augments statestore.v1.BatchGetRequest.$Properties
             * @deprecated Use statestore.v1.BatchGetRequest.$Properties instead.
             */

            /**
             * Shape of a BatchGetRequest.
             * @typedef {statestore.v1.BatchGetRequest.$Properties} statestore.v1.BatchGetRequest.$Shape
             */

            /**
             * Constructs a new BatchGetRequest.
             * @memberof statestore.v1
             * @classdesc Represents a BatchGetRequest.
             * @constructor
             * @param {statestore.v1.BatchGetRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BatchGetRequest = function (properties) {
                this.keys = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BatchGetRequest store.
             * @member {string} store
             * @memberof statestore.v1.BatchGetRequest
             * @instance
             */
            BatchGetRequest.prototype.store = "";

            /**
             * BatchGetRequest keys.
             * @member {Array.<string>} keys
             * @memberof statestore.v1.BatchGetRequest
             * @instance
             */
            BatchGetRequest.prototype.keys = $util.emptyArray;

            /**
             * BatchGetRequest consistency.
             * @member {statestore.v1.Consistency} consistency
             * @memberof statestore.v1.BatchGetRequest
             * @instance
             */
            BatchGetRequest.prototype.consistency = 0;

            /**
             * Encodes the specified BatchGetRequest message. Does not implicitly {@link statestore.v1.BatchGetRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.BatchGetRequest
             * @static
             * @param {statestore.v1.BatchGetRequest.$Properties} message BatchGetRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BatchGetRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.keys != null && message.keys.length)
                    for (let i = 0; i < message.keys.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.keys[i]);
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.consistency);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BatchGetRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.BatchGetRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.BatchGetRequest & statestore.v1.BatchGetRequest.$Shape} BatchGetRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BatchGetRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.BatchGetRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.keys && message.keys.length))
                                message.keys = [];
                            message.keys.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.consistency = value;
                            else
                                delete message.consistency;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BatchGetRequest;
        })();

        v1.BatchGetResponse = (function() {

            /**
             * Properties of a BatchGetResponse.
             * @typedef {Object} statestore.v1.BatchGetResponse.$Properties
             * @property {Array.<statestore.v1.BatchGetEntry.$Properties>|null} [entries] BatchGetResponse entries
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BatchGetResponse.
             * @memberof statestore.v1
             * @interface IBatchGetResponse
             * @augments statestore.v1.BatchGetResponse.$Properties
             * @deprecated Use statestore.v1.BatchGetResponse.$Properties instead.
             */

            /**
             * Shape of a BatchGetResponse.
             * @typedef {statestore.v1.BatchGetResponse.$Properties} statestore.v1.BatchGetResponse.$Shape
             */

            /**
             * Constructs a new BatchGetResponse.
             * @memberof statestore.v1
             * @classdesc Represents a BatchGetResponse.
             * @constructor
             * @param {statestore.v1.BatchGetResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BatchGetResponse = function (properties) {
                this.entries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BatchGetResponse entries.
             * @member {Array.<statestore.v1.BatchGetEntry.$Properties>} entries
             * @memberof statestore.v1.BatchGetResponse
             * @instance
             */
            BatchGetResponse.prototype.entries = $util.emptyArray;

            /**
             * Encodes the specified BatchGetResponse message. Does not implicitly {@link statestore.v1.BatchGetResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.BatchGetResponse
             * @static
             * @param {statestore.v1.BatchGetResponse.$Properties} message BatchGetResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BatchGetResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.statestore.v1.BatchGetEntry.encode(message.entries[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BatchGetResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.BatchGetResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.BatchGetResponse & statestore.v1.BatchGetResponse.$Shape} BatchGetResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BatchGetResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.BatchGetResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.statestore.v1.BatchGetEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BatchGetResponse;
        })();

        v1.BatchGetEntry = (function() {

            /**
             * Properties of a BatchGetEntry.
             * @typedef {Object} statestore.v1.BatchGetEntry.$Properties
             * @property {string|null} [key] BatchGetEntry key
             * @property {boolean|null} [found] BatchGetEntry found
             * @property {statestore.v1.Record.$Properties|null} [record] BatchGetEntry record
             * @property {google.rpc.Status.$Properties|null} [status] BatchGetEntry status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BatchGetEntry.
             * @memberof statestore.v1
             * @interface IBatchGetEntry
             * @augments statestore.v1.BatchGetEntry.$Properties
             * @deprecated Use statestore.v1.BatchGetEntry.$Properties instead.
             */

            /**
             * Shape of a BatchGetEntry.
             * @typedef {statestore.v1.BatchGetEntry.$Properties} statestore.v1.BatchGetEntry.$Shape
             */

            /**
             * Constructs a new BatchGetEntry.
             * @memberof statestore.v1
             * @classdesc Represents a BatchGetEntry.
             * @constructor
             * @param {statestore.v1.BatchGetEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BatchGetEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BatchGetEntry key.
             * @member {string} key
             * @memberof statestore.v1.BatchGetEntry
             * @instance
             */
            BatchGetEntry.prototype.key = "";

            /**
             * BatchGetEntry found.
             * @member {boolean} found
             * @memberof statestore.v1.BatchGetEntry
             * @instance
             */
            BatchGetEntry.prototype.found = false;

            /**
             * BatchGetEntry record.
             * @member {statestore.v1.Record.$Properties|null|undefined} record
             * @memberof statestore.v1.BatchGetEntry
             * @instance
             */
            BatchGetEntry.prototype.record = null;

            /**
             * BatchGetEntry status.
             * @member {google.rpc.Status.$Properties|null|undefined} status
             * @memberof statestore.v1.BatchGetEntry
             * @instance
             */
            BatchGetEntry.prototype.status = null;

            /**
             * Encodes the specified BatchGetEntry message. Does not implicitly {@link statestore.v1.BatchGetEntry.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.BatchGetEntry
             * @static
             * @param {statestore.v1.BatchGetEntry.$Properties} message BatchGetEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BatchGetEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.found != null && $Object.hasOwnProperty.call(message, "found") && message.found !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.found);
                if (message.record != null && $Object.hasOwnProperty.call(message, "record"))
                    $root.statestore.v1.Record.encode(message.record, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    $root.google.rpc.Status.encode(message.status, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BatchGetEntry message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.BatchGetEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.BatchGetEntry & statestore.v1.BatchGetEntry.$Shape} BatchGetEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BatchGetEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.BatchGetEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.found = value;
                            else
                                delete message.found;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.record = $root.statestore.v1.Record.decode(reader, reader.size(), $undefined, _depth + 1, message.record);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.status = $root.google.rpc.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BatchGetEntry;
        })();

        v1.ExistsRequest = (function() {

            /**
             * Properties of an ExistsRequest.
             * @typedef {Object} statestore.v1.ExistsRequest.$Properties
             * @property {string|null} [store] ExistsRequest store
             * @property {string|null} [key] ExistsRequest key
             * @property {statestore.v1.Consistency|null} [consistency] ExistsRequest consistency
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExistsRequest.
             * @memberof statestore.v1
             * @interface IExistsRequest
             * @augments statestore.v1.ExistsRequest.$Properties
             * @deprecated Use statestore.v1.ExistsRequest.$Properties instead.
             */

            /**
             * Shape of an ExistsRequest.
             * @typedef {statestore.v1.ExistsRequest.$Properties} statestore.v1.ExistsRequest.$Shape
             */

            /**
             * Constructs a new ExistsRequest.
             * @memberof statestore.v1
             * @classdesc Represents an ExistsRequest.
             * @constructor
             * @param {statestore.v1.ExistsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExistsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExistsRequest store.
             * @member {string} store
             * @memberof statestore.v1.ExistsRequest
             * @instance
             */
            ExistsRequest.prototype.store = "";

            /**
             * ExistsRequest key.
             * @member {string} key
             * @memberof statestore.v1.ExistsRequest
             * @instance
             */
            ExistsRequest.prototype.key = "";

            /**
             * ExistsRequest consistency.
             * @member {statestore.v1.Consistency} consistency
             * @memberof statestore.v1.ExistsRequest
             * @instance
             */
            ExistsRequest.prototype.consistency = 0;

            /**
             * Encodes the specified ExistsRequest message. Does not implicitly {@link statestore.v1.ExistsRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.ExistsRequest
             * @static
             * @param {statestore.v1.ExistsRequest.$Properties} message ExistsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExistsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.consistency);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExistsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.ExistsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.ExistsRequest & statestore.v1.ExistsRequest.$Shape} ExistsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExistsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.ExistsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.consistency = value;
                            else
                                delete message.consistency;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExistsRequest;
        })();

        v1.ExistsResponse = (function() {

            /**
             * Properties of an ExistsResponse.
             * @typedef {Object} statestore.v1.ExistsResponse.$Properties
             * @property {boolean|null} [exists] ExistsResponse exists
             * @property {string|null} [version] ExistsResponse version
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExistsResponse.
             * @memberof statestore.v1
             * @interface IExistsResponse
             * @augments statestore.v1.ExistsResponse.$Properties
             * @deprecated Use statestore.v1.ExistsResponse.$Properties instead.
             */

            /**
             * Shape of an ExistsResponse.
             * @typedef {statestore.v1.ExistsResponse.$Properties} statestore.v1.ExistsResponse.$Shape
             */

            /**
             * Constructs a new ExistsResponse.
             * @memberof statestore.v1
             * @classdesc Represents an ExistsResponse.
             * @constructor
             * @param {statestore.v1.ExistsResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExistsResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExistsResponse exists.
             * @member {boolean} exists
             * @memberof statestore.v1.ExistsResponse
             * @instance
             */
            ExistsResponse.prototype.exists = false;

            /**
             * ExistsResponse version.
             * @member {string} version
             * @memberof statestore.v1.ExistsResponse
             * @instance
             */
            ExistsResponse.prototype.version = "";

            /**
             * Encodes the specified ExistsResponse message. Does not implicitly {@link statestore.v1.ExistsResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.ExistsResponse
             * @static
             * @param {statestore.v1.ExistsResponse.$Properties} message ExistsResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExistsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.exists != null && $Object.hasOwnProperty.call(message, "exists") && message.exists !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.exists);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExistsResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.ExistsResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.ExistsResponse & statestore.v1.ExistsResponse.$Shape} ExistsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExistsResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.ExistsResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.exists = value;
                            else
                                delete message.exists;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExistsResponse;
        })();

        v1.SetRequest = (function() {

            /**
             * Properties of a SetRequest.
             * @typedef {Object} statestore.v1.SetRequest.$Properties
             * @property {string|null} [store] SetRequest store
             * @property {string|null} [key] SetRequest key
             * @property {Uint8Array|null} [value] SetRequest value
             * @property {string|null} [contentType] SetRequest contentType
             * @property {statestore.v1.Kind|null} [kind] SetRequest kind
             * @property {statestore.v1.Expiry.$Properties|null} [expiry] SetRequest expiry
             * @property {statestore.v1.Precondition.$Properties|null} [precondition] SetRequest precondition
             * @property {boolean|null} [returnPrevious] SetRequest returnPrevious
             * @property {string|null} [idempotencyKey] SetRequest idempotencyKey
             * @property {statestore.v1.Consistency|null} [consistency] SetRequest consistency
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SetRequest.
             * @memberof statestore.v1
             * @interface ISetRequest
             * @augments statestore.v1.SetRequest.$Properties
             * @deprecated Use statestore.v1.SetRequest.$Properties instead.
             */

            /**
             * Shape of a SetRequest.
             * @typedef {{
             *   store?: string|null;
             *   key?: string|null;
             *   value?: Uint8Array|null;
             *   contentType?: string|null;
             *   kind?: statestore.v1.Kind|null;
             *   expiry?: statestore.v1.Expiry.$Shape|null;
             *   precondition?: statestore.v1.Precondition.$Shape|null;
             *   returnPrevious?: boolean|null;
             *   idempotencyKey?: string|null;
             *   consistency?: statestore.v1.Consistency|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.SetRequest.$Shape
             */

            /**
             * Constructs a new SetRequest.
             * @memberof statestore.v1
             * @classdesc Represents a SetRequest.
             * @constructor
             * @param {statestore.v1.SetRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SetRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SetRequest store.
             * @member {string} store
             * @memberof statestore.v1.SetRequest
             * @instance
             */
            SetRequest.prototype.store = "";

            /**
             * SetRequest key.
             * @member {string} key
             * @memberof statestore.v1.SetRequest
             * @instance
             */
            SetRequest.prototype.key = "";

            /**
             * SetRequest value.
             * @member {Uint8Array} value
             * @memberof statestore.v1.SetRequest
             * @instance
             */
            SetRequest.prototype.value = $util.newBuffer([]);

            /**
             * SetRequest contentType.
             * @member {string} contentType
             * @memberof statestore.v1.SetRequest
             * @instance
             */
            SetRequest.prototype.contentType = "";

            /**
             * SetRequest kind.
             * @member {statestore.v1.Kind} kind
             * @memberof statestore.v1.SetRequest
             * @instance
             */
            SetRequest.prototype.kind = 0;

            /**
             * SetRequest expiry.
             * @member {statestore.v1.Expiry.$Properties|null|undefined} expiry
             * @memberof statestore.v1.SetRequest
             * @instance
             */
            SetRequest.prototype.expiry = null;

            /**
             * SetRequest precondition.
             * @member {statestore.v1.Precondition.$Properties|null|undefined} precondition
             * @memberof statestore.v1.SetRequest
             * @instance
             */
            SetRequest.prototype.precondition = null;

            /**
             * SetRequest returnPrevious.
             * @member {boolean} returnPrevious
             * @memberof statestore.v1.SetRequest
             * @instance
             */
            SetRequest.prototype.returnPrevious = false;

            /**
             * SetRequest idempotencyKey.
             * @member {string} idempotencyKey
             * @memberof statestore.v1.SetRequest
             * @instance
             */
            SetRequest.prototype.idempotencyKey = "";

            /**
             * SetRequest consistency.
             * @member {statestore.v1.Consistency} consistency
             * @memberof statestore.v1.SetRequest
             * @instance
             */
            SetRequest.prototype.consistency = 0;

            /**
             * Encodes the specified SetRequest message. Does not implicitly {@link statestore.v1.SetRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.SetRequest
             * @static
             * @param {statestore.v1.SetRequest.$Properties} message SetRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SetRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.value);
                if (message.contentType != null && $Object.hasOwnProperty.call(message, "contentType") && message.contentType !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.contentType);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.kind);
                if (message.expiry != null && $Object.hasOwnProperty.call(message, "expiry"))
                    $root.statestore.v1.Expiry.encode(message.expiry, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.precondition != null && $Object.hasOwnProperty.call(message, "precondition"))
                    $root.statestore.v1.Precondition.encode(message.precondition, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.returnPrevious != null && $Object.hasOwnProperty.call(message, "returnPrevious") && message.returnPrevious !== false)
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.returnPrevious);
                if (message.idempotencyKey != null && $Object.hasOwnProperty.call(message, "idempotencyKey") && message.idempotencyKey !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.idempotencyKey);
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).int32(message.consistency);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SetRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.SetRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.SetRequest & statestore.v1.SetRequest.$Shape} SetRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SetRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.SetRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.contentType = value;
                            else
                                delete message.contentType;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.expiry = $root.statestore.v1.Expiry.decode(reader, reader.size(), $undefined, _depth + 1, message.expiry);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.precondition = $root.statestore.v1.Precondition.decode(reader, reader.size(), $undefined, _depth + 1, message.precondition);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.returnPrevious = value;
                            else
                                delete message.returnPrevious;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.idempotencyKey = value;
                            else
                                delete message.idempotencyKey;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.consistency = value;
                            else
                                delete message.consistency;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SetRequest;
        })();

        v1.SetResponse = (function() {

            /**
             * Properties of a SetResponse.
             * @typedef {Object} statestore.v1.SetResponse.$Properties
             * @property {string|null} [version] SetResponse version
             * @property {statestore.v1.Record.$Properties|null} [previous] SetResponse previous
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SetResponse.
             * @memberof statestore.v1
             * @interface ISetResponse
             * @augments statestore.v1.SetResponse.$Properties
             * @deprecated Use statestore.v1.SetResponse.$Properties instead.
             */

            /**
             * Shape of a SetResponse.
             * @typedef {statestore.v1.SetResponse.$Properties} statestore.v1.SetResponse.$Shape
             */

            /**
             * Constructs a new SetResponse.
             * @memberof statestore.v1
             * @classdesc Represents a SetResponse.
             * @constructor
             * @param {statestore.v1.SetResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SetResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SetResponse version.
             * @member {string} version
             * @memberof statestore.v1.SetResponse
             * @instance
             */
            SetResponse.prototype.version = "";

            /**
             * SetResponse previous.
             * @member {statestore.v1.Record.$Properties|null|undefined} previous
             * @memberof statestore.v1.SetResponse
             * @instance
             */
            SetResponse.prototype.previous = null;

            /**
             * Encodes the specified SetResponse message. Does not implicitly {@link statestore.v1.SetResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.SetResponse
             * @static
             * @param {statestore.v1.SetResponse.$Properties} message SetResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SetResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.version);
                if (message.previous != null && $Object.hasOwnProperty.call(message, "previous"))
                    $root.statestore.v1.Record.encode(message.previous, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SetResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.SetResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.SetResponse & statestore.v1.SetResponse.$Shape} SetResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SetResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.SetResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.previous = $root.statestore.v1.Record.decode(reader, reader.size(), $undefined, _depth + 1, message.previous);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SetResponse;
        })();

        v1.DeleteRequest = (function() {

            /**
             * Properties of a DeleteRequest.
             * @typedef {Object} statestore.v1.DeleteRequest.$Properties
             * @property {string|null} [store] DeleteRequest store
             * @property {string|null} [key] DeleteRequest key
             * @property {statestore.v1.Precondition.$Properties|null} [precondition] DeleteRequest precondition
             * @property {boolean|null} [returnPrevious] DeleteRequest returnPrevious
             * @property {string|null} [idempotencyKey] DeleteRequest idempotencyKey
             * @property {statestore.v1.Consistency|null} [consistency] DeleteRequest consistency
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteRequest.
             * @memberof statestore.v1
             * @interface IDeleteRequest
             * @augments statestore.v1.DeleteRequest.$Properties
             * @deprecated Use statestore.v1.DeleteRequest.$Properties instead.
             */

            /**
             * Shape of a DeleteRequest.
             * @typedef {{
             *   store?: string|null;
             *   key?: string|null;
             *   precondition?: statestore.v1.Precondition.$Shape|null;
             *   returnPrevious?: boolean|null;
             *   idempotencyKey?: string|null;
             *   consistency?: statestore.v1.Consistency|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.DeleteRequest.$Shape
             */

            /**
             * Constructs a new DeleteRequest.
             * @memberof statestore.v1
             * @classdesc Represents a DeleteRequest.
             * @constructor
             * @param {statestore.v1.DeleteRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeleteRequest store.
             * @member {string} store
             * @memberof statestore.v1.DeleteRequest
             * @instance
             */
            DeleteRequest.prototype.store = "";

            /**
             * DeleteRequest key.
             * @member {string} key
             * @memberof statestore.v1.DeleteRequest
             * @instance
             */
            DeleteRequest.prototype.key = "";

            /**
             * DeleteRequest precondition.
             * @member {statestore.v1.Precondition.$Properties|null|undefined} precondition
             * @memberof statestore.v1.DeleteRequest
             * @instance
             */
            DeleteRequest.prototype.precondition = null;

            /**
             * DeleteRequest returnPrevious.
             * @member {boolean} returnPrevious
             * @memberof statestore.v1.DeleteRequest
             * @instance
             */
            DeleteRequest.prototype.returnPrevious = false;

            /**
             * DeleteRequest idempotencyKey.
             * @member {string} idempotencyKey
             * @memberof statestore.v1.DeleteRequest
             * @instance
             */
            DeleteRequest.prototype.idempotencyKey = "";

            /**
             * DeleteRequest consistency.
             * @member {statestore.v1.Consistency} consistency
             * @memberof statestore.v1.DeleteRequest
             * @instance
             */
            DeleteRequest.prototype.consistency = 0;

            /**
             * Encodes the specified DeleteRequest message. Does not implicitly {@link statestore.v1.DeleteRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.DeleteRequest
             * @static
             * @param {statestore.v1.DeleteRequest.$Properties} message DeleteRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                if (message.precondition != null && $Object.hasOwnProperty.call(message, "precondition"))
                    $root.statestore.v1.Precondition.encode(message.precondition, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.returnPrevious != null && $Object.hasOwnProperty.call(message, "returnPrevious") && message.returnPrevious !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.returnPrevious);
                if (message.idempotencyKey != null && $Object.hasOwnProperty.call(message, "idempotencyKey") && message.idempotencyKey !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.idempotencyKey);
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).int32(message.consistency);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.DeleteRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.DeleteRequest & statestore.v1.DeleteRequest.$Shape} DeleteRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.DeleteRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.precondition = $root.statestore.v1.Precondition.decode(reader, reader.size(), $undefined, _depth + 1, message.precondition);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.returnPrevious = value;
                            else
                                delete message.returnPrevious;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.idempotencyKey = value;
                            else
                                delete message.idempotencyKey;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.consistency = value;
                            else
                                delete message.consistency;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeleteRequest;
        })();

        v1.DeleteResponse = (function() {

            /**
             * Properties of a DeleteResponse.
             * @typedef {Object} statestore.v1.DeleteResponse.$Properties
             * @property {boolean|null} [deleted] DeleteResponse deleted
             * @property {statestore.v1.Record.$Properties|null} [previous] DeleteResponse previous
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteResponse.
             * @memberof statestore.v1
             * @interface IDeleteResponse
             * @augments statestore.v1.DeleteResponse.$Properties
             * @deprecated Use statestore.v1.DeleteResponse.$Properties instead.
             */

            /**
             * Shape of a DeleteResponse.
             * @typedef {statestore.v1.DeleteResponse.$Properties} statestore.v1.DeleteResponse.$Shape
             */

            /**
             * Constructs a new DeleteResponse.
             * @memberof statestore.v1
             * @classdesc Represents a DeleteResponse.
             * @constructor
             * @param {statestore.v1.DeleteResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeleteResponse deleted.
             * @member {boolean} deleted
             * @memberof statestore.v1.DeleteResponse
             * @instance
             */
            DeleteResponse.prototype.deleted = false;

            /**
             * DeleteResponse previous.
             * @member {statestore.v1.Record.$Properties|null|undefined} previous
             * @memberof statestore.v1.DeleteResponse
             * @instance
             */
            DeleteResponse.prototype.previous = null;

            /**
             * Encodes the specified DeleteResponse message. Does not implicitly {@link statestore.v1.DeleteResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.DeleteResponse
             * @static
             * @param {statestore.v1.DeleteResponse.$Properties} message DeleteResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deleted != null && $Object.hasOwnProperty.call(message, "deleted") && message.deleted !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.deleted);
                if (message.previous != null && $Object.hasOwnProperty.call(message, "previous"))
                    $root.statestore.v1.Record.encode(message.previous, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.DeleteResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.DeleteResponse & statestore.v1.DeleteResponse.$Shape} DeleteResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.DeleteResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.deleted = value;
                            else
                                delete message.deleted;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.previous = $root.statestore.v1.Record.decode(reader, reader.size(), $undefined, _depth + 1, message.previous);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeleteResponse;
        })();

        v1.IncrementRequest = (function() {

            /**
             * Properties of an IncrementRequest.
             * @typedef {Object} statestore.v1.IncrementRequest.$Properties
             * @property {string|null} [store] IncrementRequest store
             * @property {string|null} [key] IncrementRequest key
             * @property {number|Long|null} [delta] IncrementRequest delta
             * @property {number|Long|null} [initial] IncrementRequest initial
             * @property {statestore.v1.Expiry.$Properties|null} [expiry] IncrementRequest expiry
             * @property {string|null} [idempotencyKey] IncrementRequest idempotencyKey
             * @property {statestore.v1.Consistency|null} [consistency] IncrementRequest consistency
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IncrementRequest.
             * @memberof statestore.v1
             * @interface IIncrementRequest
             * @augments statestore.v1.IncrementRequest.$Properties
             * @deprecated Use statestore.v1.IncrementRequest.$Properties instead.
             */

            /**
             * Shape of an IncrementRequest.
             * @typedef {{
             *   store?: string|null;
             *   key?: string|null;
             *   delta?: number|Long|null;
             *   initial?: number|Long|null;
             *   expiry?: statestore.v1.Expiry.$Shape|null;
             *   idempotencyKey?: string|null;
             *   consistency?: statestore.v1.Consistency|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.IncrementRequest.$Shape
             */

            /**
             * Constructs a new IncrementRequest.
             * @memberof statestore.v1
             * @classdesc Represents an IncrementRequest.
             * @constructor
             * @param {statestore.v1.IncrementRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IncrementRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IncrementRequest store.
             * @member {string} store
             * @memberof statestore.v1.IncrementRequest
             * @instance
             */
            IncrementRequest.prototype.store = "";

            /**
             * IncrementRequest key.
             * @member {string} key
             * @memberof statestore.v1.IncrementRequest
             * @instance
             */
            IncrementRequest.prototype.key = "";

            /**
             * IncrementRequest delta.
             * @member {number|Long} delta
             * @memberof statestore.v1.IncrementRequest
             * @instance
             */
            IncrementRequest.prototype.delta = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * IncrementRequest initial.
             * @member {number|Long} initial
             * @memberof statestore.v1.IncrementRequest
             * @instance
             */
            IncrementRequest.prototype.initial = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * IncrementRequest expiry.
             * @member {statestore.v1.Expiry.$Properties|null|undefined} expiry
             * @memberof statestore.v1.IncrementRequest
             * @instance
             */
            IncrementRequest.prototype.expiry = null;

            /**
             * IncrementRequest idempotencyKey.
             * @member {string} idempotencyKey
             * @memberof statestore.v1.IncrementRequest
             * @instance
             */
            IncrementRequest.prototype.idempotencyKey = "";

            /**
             * IncrementRequest consistency.
             * @member {statestore.v1.Consistency} consistency
             * @memberof statestore.v1.IncrementRequest
             * @instance
             */
            IncrementRequest.prototype.consistency = 0;

            /**
             * Encodes the specified IncrementRequest message. Does not implicitly {@link statestore.v1.IncrementRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.IncrementRequest
             * @static
             * @param {statestore.v1.IncrementRequest.$Properties} message IncrementRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IncrementRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                if (message.delta != null && $Object.hasOwnProperty.call(message, "delta") && (typeof message.delta === "object" ? message.delta.low || message.delta.high : message.delta !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.delta);
                if (message.initial != null && $Object.hasOwnProperty.call(message, "initial") && (typeof message.initial === "object" ? message.initial.low || message.initial.high : message.initial !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.initial);
                if (message.expiry != null && $Object.hasOwnProperty.call(message, "expiry"))
                    $root.statestore.v1.Expiry.encode(message.expiry, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.idempotencyKey != null && $Object.hasOwnProperty.call(message, "idempotencyKey") && message.idempotencyKey !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.idempotencyKey);
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.consistency);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IncrementRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.IncrementRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.IncrementRequest & statestore.v1.IncrementRequest.$Shape} IncrementRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IncrementRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.IncrementRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.delta = value;
                            else
                                delete message.delta;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.initial = value;
                            else
                                delete message.initial;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.expiry = $root.statestore.v1.Expiry.decode(reader, reader.size(), $undefined, _depth + 1, message.expiry);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.idempotencyKey = value;
                            else
                                delete message.idempotencyKey;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.consistency = value;
                            else
                                delete message.consistency;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return IncrementRequest;
        })();

        v1.IncrementResponse = (function() {

            /**
             * Properties of an IncrementResponse.
             * @typedef {Object} statestore.v1.IncrementResponse.$Properties
             * @property {number|Long|null} [value] IncrementResponse value
             * @property {string|null} [version] IncrementResponse version
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IncrementResponse.
             * @memberof statestore.v1
             * @interface IIncrementResponse
             * @augments statestore.v1.IncrementResponse.$Properties
             * @deprecated Use statestore.v1.IncrementResponse.$Properties instead.
             */

            /**
             * Shape of an IncrementResponse.
             * @typedef {statestore.v1.IncrementResponse.$Properties} statestore.v1.IncrementResponse.$Shape
             */

            /**
             * Constructs a new IncrementResponse.
             * @memberof statestore.v1
             * @classdesc Represents an IncrementResponse.
             * @constructor
             * @param {statestore.v1.IncrementResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IncrementResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IncrementResponse value.
             * @member {number|Long} value
             * @memberof statestore.v1.IncrementResponse
             * @instance
             */
            IncrementResponse.prototype.value = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * IncrementResponse version.
             * @member {string} version
             * @memberof statestore.v1.IncrementResponse
             * @instance
             */
            IncrementResponse.prototype.version = "";

            /**
             * Encodes the specified IncrementResponse message. Does not implicitly {@link statestore.v1.IncrementResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.IncrementResponse
             * @static
             * @param {statestore.v1.IncrementResponse.$Properties} message IncrementResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IncrementResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && (typeof message.value === "object" ? message.value.low || message.value.high : message.value !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.value);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IncrementResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.IncrementResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.IncrementResponse & statestore.v1.IncrementResponse.$Shape} IncrementResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IncrementResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.IncrementResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return IncrementResponse;
        })();

        v1.TouchRequest = (function() {

            /**
             * Properties of a TouchRequest.
             * @typedef {Object} statestore.v1.TouchRequest.$Properties
             * @property {string|null} [store] TouchRequest store
             * @property {string|null} [key] TouchRequest key
             * @property {statestore.v1.Expiry.$Properties|null} [expiry] TouchRequest expiry
             * @property {string|null} [idempotencyKey] TouchRequest idempotencyKey
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TouchRequest.
             * @memberof statestore.v1
             * @interface ITouchRequest
             * @augments statestore.v1.TouchRequest.$Properties
             * @deprecated Use statestore.v1.TouchRequest.$Properties instead.
             */

            /**
             * Shape of a TouchRequest.
             * @typedef {{
             *   store?: string|null;
             *   key?: string|null;
             *   expiry?: statestore.v1.Expiry.$Shape|null;
             *   idempotencyKey?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.TouchRequest.$Shape
             */

            /**
             * Constructs a new TouchRequest.
             * @memberof statestore.v1
             * @classdesc Represents a TouchRequest.
             * @constructor
             * @param {statestore.v1.TouchRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TouchRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TouchRequest store.
             * @member {string} store
             * @memberof statestore.v1.TouchRequest
             * @instance
             */
            TouchRequest.prototype.store = "";

            /**
             * TouchRequest key.
             * @member {string} key
             * @memberof statestore.v1.TouchRequest
             * @instance
             */
            TouchRequest.prototype.key = "";

            /**
             * TouchRequest expiry.
             * @member {statestore.v1.Expiry.$Properties|null|undefined} expiry
             * @memberof statestore.v1.TouchRequest
             * @instance
             */
            TouchRequest.prototype.expiry = null;

            /**
             * TouchRequest idempotencyKey.
             * @member {string} idempotencyKey
             * @memberof statestore.v1.TouchRequest
             * @instance
             */
            TouchRequest.prototype.idempotencyKey = "";

            /**
             * Encodes the specified TouchRequest message. Does not implicitly {@link statestore.v1.TouchRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.TouchRequest
             * @static
             * @param {statestore.v1.TouchRequest.$Properties} message TouchRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TouchRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                if (message.expiry != null && $Object.hasOwnProperty.call(message, "expiry"))
                    $root.statestore.v1.Expiry.encode(message.expiry, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.idempotencyKey != null && $Object.hasOwnProperty.call(message, "idempotencyKey") && message.idempotencyKey !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.idempotencyKey);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TouchRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.TouchRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.TouchRequest & statestore.v1.TouchRequest.$Shape} TouchRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TouchRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.TouchRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.expiry = $root.statestore.v1.Expiry.decode(reader, reader.size(), $undefined, _depth + 1, message.expiry);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.idempotencyKey = value;
                            else
                                delete message.idempotencyKey;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TouchRequest;
        })();

        v1.TouchResponse = (function() {

            /**
             * Properties of a TouchResponse.
             * @typedef {Object} statestore.v1.TouchResponse.$Properties
             * @property {boolean|null} [found] TouchResponse found
             * @property {google.protobuf.Timestamp.$Properties|null} [expireTime] TouchResponse expireTime
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TouchResponse.
             * @memberof statestore.v1
             * @interface ITouchResponse
             * @augments statestore.v1.TouchResponse.$Properties
             * @deprecated Use statestore.v1.TouchResponse.$Properties instead.
             */

            /**
             * Shape of a TouchResponse.
             * @typedef {statestore.v1.TouchResponse.$Properties} statestore.v1.TouchResponse.$Shape
             */

            /**
             * Constructs a new TouchResponse.
             * @memberof statestore.v1
             * @classdesc Represents a TouchResponse.
             * @constructor
             * @param {statestore.v1.TouchResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TouchResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TouchResponse found.
             * @member {boolean} found
             * @memberof statestore.v1.TouchResponse
             * @instance
             */
            TouchResponse.prototype.found = false;

            /**
             * TouchResponse expireTime.
             * @member {google.protobuf.Timestamp.$Properties|null|undefined} expireTime
             * @memberof statestore.v1.TouchResponse
             * @instance
             */
            TouchResponse.prototype.expireTime = null;

            /**
             * Encodes the specified TouchResponse message. Does not implicitly {@link statestore.v1.TouchResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.TouchResponse
             * @static
             * @param {statestore.v1.TouchResponse.$Properties} message TouchResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TouchResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.found != null && $Object.hasOwnProperty.call(message, "found") && message.found !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.found);
                if (message.expireTime != null && $Object.hasOwnProperty.call(message, "expireTime"))
                    $root.google.protobuf.Timestamp.encode(message.expireTime, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TouchResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.TouchResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.TouchResponse & statestore.v1.TouchResponse.$Shape} TouchResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TouchResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.TouchResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.found = value;
                            else
                                delete message.found;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.expireTime = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.expireTime);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TouchResponse;
        })();

        v1.Mutation = (function() {

            /**
             * Properties of a Mutation.
             * @typedef {Object} statestore.v1.Mutation.$Properties
             * @property {statestore.v1.SetMutation.$Properties|null} [set] Mutation set
             * @property {statestore.v1.DeleteMutation.$Properties|null} ["delete"] Mutation delete
             * @property {statestore.v1.IncrementMutation.$Properties|null} [increment] Mutation increment
             * @property {statestore.v1.TouchMutation.$Properties|null} [touch] Mutation touch
             * @property {statestore.v1.CheckMutation.$Properties|null} [check] Mutation check
             * @property {"set"|"delete"|"increment"|"touch"|"check"} [operation] Mutation operation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Mutation.
             * @memberof statestore.v1
             * @interface IMutation
             * @augments statestore.v1.Mutation.$Properties
             * @deprecated Use statestore.v1.Mutation.$Properties instead.
             */

            /**
             * Narrowed shape of a Mutation.
             * @typedef {{
             *   set?: statestore.v1.SetMutation.$Shape|null;
             *   "delete"?: statestore.v1.DeleteMutation.$Shape|null;
             *   increment?: statestore.v1.IncrementMutation.$Shape|null;
             *   touch?: statestore.v1.TouchMutation.$Shape|null;
             *   check?: statestore.v1.CheckMutation.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ operation?: undefined; set?: null; "delete"?: null; increment?: null; touch?: null; check?: null }|{ operation?: "set"; set: statestore.v1.SetMutation.$Shape; "delete"?: null; increment?: null; touch?: null; check?: null }|{ operation?: "delete"; set?: null; "delete": statestore.v1.DeleteMutation.$Shape; increment?: null; touch?: null; check?: null }|{ operation?: "increment"; set?: null; "delete"?: null; increment: statestore.v1.IncrementMutation.$Shape; touch?: null; check?: null }|{ operation?: "touch"; set?: null; "delete"?: null; increment?: null; touch: statestore.v1.TouchMutation.$Shape; check?: null }|{ operation?: "check"; set?: null; "delete"?: null; increment?: null; touch?: null; check: statestore.v1.CheckMutation.$Shape })
             * )} statestore.v1.Mutation.$Shape
             */

            /**
             * Constructs a new Mutation.
             * @memberof statestore.v1
             * @classdesc Represents a Mutation.
             * @constructor
             * @param {statestore.v1.Mutation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Mutation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Mutation set.
             * @member {statestore.v1.SetMutation.$Properties|null|undefined} set
             * @memberof statestore.v1.Mutation
             * @instance
             */
            Mutation.prototype.set = null;

            /**
             * Mutation delete.
             * @member {statestore.v1.DeleteMutation.$Properties|null|undefined} delete
             * @memberof statestore.v1.Mutation
             * @instance
             */
            Mutation.prototype["delete"] = null;

            /**
             * Mutation increment.
             * @member {statestore.v1.IncrementMutation.$Properties|null|undefined} increment
             * @memberof statestore.v1.Mutation
             * @instance
             */
            Mutation.prototype.increment = null;

            /**
             * Mutation touch.
             * @member {statestore.v1.TouchMutation.$Properties|null|undefined} touch
             * @memberof statestore.v1.Mutation
             * @instance
             */
            Mutation.prototype.touch = null;

            /**
             * Mutation check.
             * @member {statestore.v1.CheckMutation.$Properties|null|undefined} check
             * @memberof statestore.v1.Mutation
             * @instance
             */
            Mutation.prototype.check = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Mutation operation.
             * @member {"set"|"delete"|"increment"|"touch"|"check"|undefined} operation
             * @memberof statestore.v1.Mutation
             * @instance
             */
            $Object.defineProperty(Mutation.prototype, "operation", {
                get: $util.oneOfGetter($oneOfFields = ["set", "delete", "increment", "touch", "check"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Mutation message. Does not implicitly {@link statestore.v1.Mutation.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.Mutation
             * @static
             * @param {statestore.v1.Mutation.$Properties} message Mutation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Mutation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.set != null && $Object.hasOwnProperty.call(message, "set"))
                    $root.statestore.v1.SetMutation.encode(message.set, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message["delete"] != null && $Object.hasOwnProperty.call(message, "delete"))
                    $root.statestore.v1.DeleteMutation.encode(message["delete"], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.increment != null && $Object.hasOwnProperty.call(message, "increment"))
                    $root.statestore.v1.IncrementMutation.encode(message.increment, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.touch != null && $Object.hasOwnProperty.call(message, "touch"))
                    $root.statestore.v1.TouchMutation.encode(message.touch, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.check != null && $Object.hasOwnProperty.call(message, "check"))
                    $root.statestore.v1.CheckMutation.encode(message.check, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Mutation message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.Mutation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.Mutation & statestore.v1.Mutation.$Shape} Mutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Mutation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.Mutation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.set = $root.statestore.v1.SetMutation.decode(reader, reader.size(), $undefined, _depth + 1, message.set);
                            message.operation = "set";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message["delete"] = $root.statestore.v1.DeleteMutation.decode(reader, reader.size(), $undefined, _depth + 1, message["delete"]);
                            message.operation = "delete";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.increment = $root.statestore.v1.IncrementMutation.decode(reader, reader.size(), $undefined, _depth + 1, message.increment);
                            message.operation = "increment";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.touch = $root.statestore.v1.TouchMutation.decode(reader, reader.size(), $undefined, _depth + 1, message.touch);
                            message.operation = "touch";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.check = $root.statestore.v1.CheckMutation.decode(reader, reader.size(), $undefined, _depth + 1, message.check);
                            message.operation = "check";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Mutation;
        })();

        v1.SetMutation = (function() {

            /**
             * Properties of a SetMutation.
             * @typedef {Object} statestore.v1.SetMutation.$Properties
             * @property {string|null} [key] SetMutation key
             * @property {Uint8Array|null} [value] SetMutation value
             * @property {string|null} [contentType] SetMutation contentType
             * @property {statestore.v1.Kind|null} [kind] SetMutation kind
             * @property {statestore.v1.Expiry.$Properties|null} [expiry] SetMutation expiry
             * @property {statestore.v1.Precondition.$Properties|null} [precondition] SetMutation precondition
             * @property {boolean|null} [returnPrevious] SetMutation returnPrevious
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SetMutation.
             * @memberof statestore.v1
             * @interface ISetMutation
             * @augments statestore.v1.SetMutation.$Properties
             * @deprecated Use statestore.v1.SetMutation.$Properties instead.
             */

            /**
             * Shape of a SetMutation.
             * @typedef {{
             *   key?: string|null;
             *   value?: Uint8Array|null;
             *   contentType?: string|null;
             *   kind?: statestore.v1.Kind|null;
             *   expiry?: statestore.v1.Expiry.$Shape|null;
             *   precondition?: statestore.v1.Precondition.$Shape|null;
             *   returnPrevious?: boolean|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.SetMutation.$Shape
             */

            /**
             * Constructs a new SetMutation.
             * @memberof statestore.v1
             * @classdesc Represents a SetMutation.
             * @constructor
             * @param {statestore.v1.SetMutation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SetMutation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SetMutation key.
             * @member {string} key
             * @memberof statestore.v1.SetMutation
             * @instance
             */
            SetMutation.prototype.key = "";

            /**
             * SetMutation value.
             * @member {Uint8Array} value
             * @memberof statestore.v1.SetMutation
             * @instance
             */
            SetMutation.prototype.value = $util.newBuffer([]);

            /**
             * SetMutation contentType.
             * @member {string} contentType
             * @memberof statestore.v1.SetMutation
             * @instance
             */
            SetMutation.prototype.contentType = "";

            /**
             * SetMutation kind.
             * @member {statestore.v1.Kind} kind
             * @memberof statestore.v1.SetMutation
             * @instance
             */
            SetMutation.prototype.kind = 0;

            /**
             * SetMutation expiry.
             * @member {statestore.v1.Expiry.$Properties|null|undefined} expiry
             * @memberof statestore.v1.SetMutation
             * @instance
             */
            SetMutation.prototype.expiry = null;

            /**
             * SetMutation precondition.
             * @member {statestore.v1.Precondition.$Properties|null|undefined} precondition
             * @memberof statestore.v1.SetMutation
             * @instance
             */
            SetMutation.prototype.precondition = null;

            /**
             * SetMutation returnPrevious.
             * @member {boolean} returnPrevious
             * @memberof statestore.v1.SetMutation
             * @instance
             */
            SetMutation.prototype.returnPrevious = false;

            /**
             * Encodes the specified SetMutation message. Does not implicitly {@link statestore.v1.SetMutation.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.SetMutation
             * @static
             * @param {statestore.v1.SetMutation.$Properties} message SetMutation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SetMutation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
                if (message.contentType != null && $Object.hasOwnProperty.call(message, "contentType") && message.contentType !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.contentType);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.kind);
                if (message.expiry != null && $Object.hasOwnProperty.call(message, "expiry"))
                    $root.statestore.v1.Expiry.encode(message.expiry, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.precondition != null && $Object.hasOwnProperty.call(message, "precondition"))
                    $root.statestore.v1.Precondition.encode(message.precondition, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.returnPrevious != null && $Object.hasOwnProperty.call(message, "returnPrevious") && message.returnPrevious !== false)
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.returnPrevious);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SetMutation message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.SetMutation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.SetMutation & statestore.v1.SetMutation.$Shape} SetMutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SetMutation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.SetMutation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.contentType = value;
                            else
                                delete message.contentType;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.expiry = $root.statestore.v1.Expiry.decode(reader, reader.size(), $undefined, _depth + 1, message.expiry);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.precondition = $root.statestore.v1.Precondition.decode(reader, reader.size(), $undefined, _depth + 1, message.precondition);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.returnPrevious = value;
                            else
                                delete message.returnPrevious;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SetMutation;
        })();

        v1.DeleteMutation = (function() {

            /**
             * Properties of a DeleteMutation.
             * @typedef {Object} statestore.v1.DeleteMutation.$Properties
             * @property {string|null} [key] DeleteMutation key
             * @property {statestore.v1.Precondition.$Properties|null} [precondition] DeleteMutation precondition
             * @property {boolean|null} [returnPrevious] DeleteMutation returnPrevious
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteMutation.
             * @memberof statestore.v1
             * @interface IDeleteMutation
             * @augments statestore.v1.DeleteMutation.$Properties
             * @deprecated Use statestore.v1.DeleteMutation.$Properties instead.
             */

            /**
             * Shape of a DeleteMutation.
             * @typedef {{
             *   key?: string|null;
             *   precondition?: statestore.v1.Precondition.$Shape|null;
             *   returnPrevious?: boolean|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.DeleteMutation.$Shape
             */

            /**
             * Constructs a new DeleteMutation.
             * @memberof statestore.v1
             * @classdesc Represents a DeleteMutation.
             * @constructor
             * @param {statestore.v1.DeleteMutation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteMutation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeleteMutation key.
             * @member {string} key
             * @memberof statestore.v1.DeleteMutation
             * @instance
             */
            DeleteMutation.prototype.key = "";

            /**
             * DeleteMutation precondition.
             * @member {statestore.v1.Precondition.$Properties|null|undefined} precondition
             * @memberof statestore.v1.DeleteMutation
             * @instance
             */
            DeleteMutation.prototype.precondition = null;

            /**
             * DeleteMutation returnPrevious.
             * @member {boolean} returnPrevious
             * @memberof statestore.v1.DeleteMutation
             * @instance
             */
            DeleteMutation.prototype.returnPrevious = false;

            /**
             * Encodes the specified DeleteMutation message. Does not implicitly {@link statestore.v1.DeleteMutation.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.DeleteMutation
             * @static
             * @param {statestore.v1.DeleteMutation.$Properties} message DeleteMutation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteMutation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.precondition != null && $Object.hasOwnProperty.call(message, "precondition"))
                    $root.statestore.v1.Precondition.encode(message.precondition, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.returnPrevious != null && $Object.hasOwnProperty.call(message, "returnPrevious") && message.returnPrevious !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.returnPrevious);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteMutation message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.DeleteMutation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.DeleteMutation & statestore.v1.DeleteMutation.$Shape} DeleteMutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteMutation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.DeleteMutation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.precondition = $root.statestore.v1.Precondition.decode(reader, reader.size(), $undefined, _depth + 1, message.precondition);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.returnPrevious = value;
                            else
                                delete message.returnPrevious;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeleteMutation;
        })();

        v1.IncrementMutation = (function() {

            /**
             * Properties of an IncrementMutation.
             * @typedef {Object} statestore.v1.IncrementMutation.$Properties
             * @property {string|null} [key] IncrementMutation key
             * @property {number|Long|null} [delta] IncrementMutation delta
             * @property {number|Long|null} [initial] IncrementMutation initial
             * @property {statestore.v1.Expiry.$Properties|null} [expiry] IncrementMutation expiry
             * @property {statestore.v1.Precondition.$Properties|null} [precondition] IncrementMutation precondition
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IncrementMutation.
             * @memberof statestore.v1
             * @interface IIncrementMutation
             * @augments statestore.v1.IncrementMutation.$Properties
             * @deprecated Use statestore.v1.IncrementMutation.$Properties instead.
             */

            /**
             * Shape of an IncrementMutation.
             * @typedef {{
             *   key?: string|null;
             *   delta?: number|Long|null;
             *   initial?: number|Long|null;
             *   expiry?: statestore.v1.Expiry.$Shape|null;
             *   precondition?: statestore.v1.Precondition.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.IncrementMutation.$Shape
             */

            /**
             * Constructs a new IncrementMutation.
             * @memberof statestore.v1
             * @classdesc Represents an IncrementMutation.
             * @constructor
             * @param {statestore.v1.IncrementMutation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IncrementMutation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IncrementMutation key.
             * @member {string} key
             * @memberof statestore.v1.IncrementMutation
             * @instance
             */
            IncrementMutation.prototype.key = "";

            /**
             * IncrementMutation delta.
             * @member {number|Long} delta
             * @memberof statestore.v1.IncrementMutation
             * @instance
             */
            IncrementMutation.prototype.delta = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * IncrementMutation initial.
             * @member {number|Long} initial
             * @memberof statestore.v1.IncrementMutation
             * @instance
             */
            IncrementMutation.prototype.initial = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * IncrementMutation expiry.
             * @member {statestore.v1.Expiry.$Properties|null|undefined} expiry
             * @memberof statestore.v1.IncrementMutation
             * @instance
             */
            IncrementMutation.prototype.expiry = null;

            /**
             * IncrementMutation precondition.
             * @member {statestore.v1.Precondition.$Properties|null|undefined} precondition
             * @memberof statestore.v1.IncrementMutation
             * @instance
             */
            IncrementMutation.prototype.precondition = null;

            /**
             * Encodes the specified IncrementMutation message. Does not implicitly {@link statestore.v1.IncrementMutation.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.IncrementMutation
             * @static
             * @param {statestore.v1.IncrementMutation.$Properties} message IncrementMutation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IncrementMutation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.delta != null && $Object.hasOwnProperty.call(message, "delta") && (typeof message.delta === "object" ? message.delta.low || message.delta.high : message.delta !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.delta);
                if (message.initial != null && $Object.hasOwnProperty.call(message, "initial") && (typeof message.initial === "object" ? message.initial.low || message.initial.high : message.initial !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.initial);
                if (message.expiry != null && $Object.hasOwnProperty.call(message, "expiry"))
                    $root.statestore.v1.Expiry.encode(message.expiry, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.precondition != null && $Object.hasOwnProperty.call(message, "precondition"))
                    $root.statestore.v1.Precondition.encode(message.precondition, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IncrementMutation message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.IncrementMutation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.IncrementMutation & statestore.v1.IncrementMutation.$Shape} IncrementMutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IncrementMutation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.IncrementMutation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.delta = value;
                            else
                                delete message.delta;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.initial = value;
                            else
                                delete message.initial;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.expiry = $root.statestore.v1.Expiry.decode(reader, reader.size(), $undefined, _depth + 1, message.expiry);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.precondition = $root.statestore.v1.Precondition.decode(reader, reader.size(), $undefined, _depth + 1, message.precondition);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return IncrementMutation;
        })();

        v1.TouchMutation = (function() {

            /**
             * Properties of a TouchMutation.
             * @typedef {Object} statestore.v1.TouchMutation.$Properties
             * @property {string|null} [key] TouchMutation key
             * @property {statestore.v1.Expiry.$Properties|null} [expiry] TouchMutation expiry
             * @property {statestore.v1.Precondition.$Properties|null} [precondition] TouchMutation precondition
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TouchMutation.
             * @memberof statestore.v1
             * @interface ITouchMutation
             * @augments statestore.v1.TouchMutation.$Properties
             * @deprecated Use statestore.v1.TouchMutation.$Properties instead.
             */

            /**
             * Shape of a TouchMutation.
             * @typedef {{
             *   key?: string|null;
             *   expiry?: statestore.v1.Expiry.$Shape|null;
             *   precondition?: statestore.v1.Precondition.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.TouchMutation.$Shape
             */

            /**
             * Constructs a new TouchMutation.
             * @memberof statestore.v1
             * @classdesc Represents a TouchMutation.
             * @constructor
             * @param {statestore.v1.TouchMutation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TouchMutation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TouchMutation key.
             * @member {string} key
             * @memberof statestore.v1.TouchMutation
             * @instance
             */
            TouchMutation.prototype.key = "";

            /**
             * TouchMutation expiry.
             * @member {statestore.v1.Expiry.$Properties|null|undefined} expiry
             * @memberof statestore.v1.TouchMutation
             * @instance
             */
            TouchMutation.prototype.expiry = null;

            /**
             * TouchMutation precondition.
             * @member {statestore.v1.Precondition.$Properties|null|undefined} precondition
             * @memberof statestore.v1.TouchMutation
             * @instance
             */
            TouchMutation.prototype.precondition = null;

            /**
             * Encodes the specified TouchMutation message. Does not implicitly {@link statestore.v1.TouchMutation.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.TouchMutation
             * @static
             * @param {statestore.v1.TouchMutation.$Properties} message TouchMutation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TouchMutation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.expiry != null && $Object.hasOwnProperty.call(message, "expiry"))
                    $root.statestore.v1.Expiry.encode(message.expiry, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.precondition != null && $Object.hasOwnProperty.call(message, "precondition"))
                    $root.statestore.v1.Precondition.encode(message.precondition, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TouchMutation message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.TouchMutation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.TouchMutation & statestore.v1.TouchMutation.$Shape} TouchMutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TouchMutation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.TouchMutation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.expiry = $root.statestore.v1.Expiry.decode(reader, reader.size(), $undefined, _depth + 1, message.expiry);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.precondition = $root.statestore.v1.Precondition.decode(reader, reader.size(), $undefined, _depth + 1, message.precondition);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TouchMutation;
        })();

        v1.CheckMutation = (function() {

            /**
             * Properties of a CheckMutation.
             * @typedef {Object} statestore.v1.CheckMutation.$Properties
             * @property {string|null} [key] CheckMutation key
             * @property {statestore.v1.Precondition.$Properties|null} [precondition] CheckMutation precondition
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckMutation.
             * @memberof statestore.v1
             * @interface ICheckMutation
             * @augments statestore.v1.CheckMutation.$Properties
             * @deprecated Use statestore.v1.CheckMutation.$Properties instead.
             */

            /**
             * Shape of a CheckMutation.
             * @typedef {{
             *   key?: string|null;
             *   precondition?: statestore.v1.Precondition.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.CheckMutation.$Shape
             */

            /**
             * Constructs a new CheckMutation.
             * @memberof statestore.v1
             * @classdesc Represents a CheckMutation.
             * @constructor
             * @param {statestore.v1.CheckMutation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckMutation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CheckMutation key.
             * @member {string} key
             * @memberof statestore.v1.CheckMutation
             * @instance
             */
            CheckMutation.prototype.key = "";

            /**
             * CheckMutation precondition.
             * @member {statestore.v1.Precondition.$Properties|null|undefined} precondition
             * @memberof statestore.v1.CheckMutation
             * @instance
             */
            CheckMutation.prototype.precondition = null;

            /**
             * Encodes the specified CheckMutation message. Does not implicitly {@link statestore.v1.CheckMutation.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.CheckMutation
             * @static
             * @param {statestore.v1.CheckMutation.$Properties} message CheckMutation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckMutation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.precondition != null && $Object.hasOwnProperty.call(message, "precondition"))
                    $root.statestore.v1.Precondition.encode(message.precondition, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CheckMutation message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.CheckMutation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.CheckMutation & statestore.v1.CheckMutation.$Shape} CheckMutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckMutation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.CheckMutation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.precondition = $root.statestore.v1.Precondition.decode(reader, reader.size(), $undefined, _depth + 1, message.precondition);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CheckMutation;
        })();

        v1.MutationResult = (function() {

            /**
             * Properties of a MutationResult.
             * @typedef {Object} statestore.v1.MutationResult.$Properties
             * @property {boolean|null} [found] MutationResult found
             * @property {string|null} [version] MutationResult version
             * @property {number|Long|null} [value] MutationResult value
             * @property {google.protobuf.Timestamp.$Properties|null} [expireTime] MutationResult expireTime
             * @property {statestore.v1.Record.$Properties|null} [previous] MutationResult previous
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MutationResult.
             * @memberof statestore.v1
             * @interface IMutationResult
             * @augments statestore.v1.MutationResult.$Properties
             * @deprecated Use statestore.v1.MutationResult.$Properties instead.
             */

            /**
             * Shape of a MutationResult.
             * @typedef {statestore.v1.MutationResult.$Properties} statestore.v1.MutationResult.$Shape
             */

            /**
             * Constructs a new MutationResult.
             * @memberof statestore.v1
             * @classdesc Represents a MutationResult.
             * @constructor
             * @param {statestore.v1.MutationResult.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MutationResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MutationResult found.
             * @member {boolean} found
             * @memberof statestore.v1.MutationResult
             * @instance
             */
            MutationResult.prototype.found = false;

            /**
             * MutationResult version.
             * @member {string} version
             * @memberof statestore.v1.MutationResult
             * @instance
             */
            MutationResult.prototype.version = "";

            /**
             * MutationResult value.
             * @member {number|Long|null|undefined} value
             * @memberof statestore.v1.MutationResult
             * @instance
             */
            MutationResult.prototype.value = null;

            /**
             * MutationResult expireTime.
             * @member {google.protobuf.Timestamp.$Properties|null|undefined} expireTime
             * @memberof statestore.v1.MutationResult
             * @instance
             */
            MutationResult.prototype.expireTime = null;

            /**
             * MutationResult previous.
             * @member {statestore.v1.Record.$Properties|null|undefined} previous
             * @memberof statestore.v1.MutationResult
             * @instance
             */
            MutationResult.prototype.previous = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MutationResult.prototype, "_value", {
                get: $util.oneOfGetter($oneOfFields = ["value"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified MutationResult message. Does not implicitly {@link statestore.v1.MutationResult.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.MutationResult
             * @static
             * @param {statestore.v1.MutationResult.$Properties} message MutationResult message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MutationResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.found != null && $Object.hasOwnProperty.call(message, "found") && message.found !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.found);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.value);
                if (message.expireTime != null && $Object.hasOwnProperty.call(message, "expireTime"))
                    $root.google.protobuf.Timestamp.encode(message.expireTime, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.previous != null && $Object.hasOwnProperty.call(message, "previous"))
                    $root.statestore.v1.Record.encode(message.previous, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MutationResult message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.MutationResult
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.MutationResult & statestore.v1.MutationResult.$Shape} MutationResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MutationResult.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.MutationResult();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.found = value;
                            else
                                delete message.found;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.value = reader.int64();
                            message._value = "value";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.expireTime = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.expireTime);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.previous = $root.statestore.v1.Record.decode(reader, reader.size(), $undefined, _depth + 1, message.previous);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MutationResult;
        })();

        v1.CommitRequest = (function() {

            /**
             * Properties of a CommitRequest.
             * @typedef {Object} statestore.v1.CommitRequest.$Properties
             * @property {string|null} [store] CommitRequest store
             * @property {Array.<statestore.v1.Mutation.$Properties>|null} [mutations] CommitRequest mutations
             * @property {string|null} [idempotencyKey] CommitRequest idempotencyKey
             * @property {statestore.v1.Consistency|null} [consistency] CommitRequest consistency
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CommitRequest.
             * @memberof statestore.v1
             * @interface ICommitRequest
             * @augments statestore.v1.CommitRequest.$Properties
             * @deprecated Use statestore.v1.CommitRequest.$Properties instead.
             */

            /**
             * Shape of a CommitRequest.
             * @typedef {{
             *   store?: string|null;
             *   mutations?: Array.<statestore.v1.Mutation.$Shape>|null;
             *   idempotencyKey?: string|null;
             *   consistency?: statestore.v1.Consistency|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.CommitRequest.$Shape
             */

            /**
             * Constructs a new CommitRequest.
             * @memberof statestore.v1
             * @classdesc Represents a CommitRequest.
             * @constructor
             * @param {statestore.v1.CommitRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CommitRequest = function (properties) {
                this.mutations = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CommitRequest store.
             * @member {string} store
             * @memberof statestore.v1.CommitRequest
             * @instance
             */
            CommitRequest.prototype.store = "";

            /**
             * CommitRequest mutations.
             * @member {Array.<statestore.v1.Mutation.$Properties>} mutations
             * @memberof statestore.v1.CommitRequest
             * @instance
             */
            CommitRequest.prototype.mutations = $util.emptyArray;

            /**
             * CommitRequest idempotencyKey.
             * @member {string} idempotencyKey
             * @memberof statestore.v1.CommitRequest
             * @instance
             */
            CommitRequest.prototype.idempotencyKey = "";

            /**
             * CommitRequest consistency.
             * @member {statestore.v1.Consistency} consistency
             * @memberof statestore.v1.CommitRequest
             * @instance
             */
            CommitRequest.prototype.consistency = 0;

            /**
             * Encodes the specified CommitRequest message. Does not implicitly {@link statestore.v1.CommitRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.CommitRequest
             * @static
             * @param {statestore.v1.CommitRequest.$Properties} message CommitRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CommitRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.mutations != null && message.mutations.length)
                    for (let i = 0; i < message.mutations.length; ++i)
                        $root.statestore.v1.Mutation.encode(message.mutations[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.idempotencyKey != null && $Object.hasOwnProperty.call(message, "idempotencyKey") && message.idempotencyKey !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.idempotencyKey);
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.consistency);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CommitRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.CommitRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.CommitRequest & statestore.v1.CommitRequest.$Shape} CommitRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CommitRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.CommitRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.mutations && message.mutations.length))
                                message.mutations = [];
                            message.mutations.push($root.statestore.v1.Mutation.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.idempotencyKey = value;
                            else
                                delete message.idempotencyKey;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.consistency = value;
                            else
                                delete message.consistency;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CommitRequest;
        })();

        v1.CommitResponse = (function() {

            /**
             * Properties of a CommitResponse.
             * @typedef {Object} statestore.v1.CommitResponse.$Properties
             * @property {Array.<statestore.v1.MutationResult.$Properties>|null} [results] CommitResponse results
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CommitResponse.
             * @memberof statestore.v1
             * @interface ICommitResponse
             * @augments statestore.v1.CommitResponse.$Properties
             * @deprecated Use statestore.v1.CommitResponse.$Properties instead.
             */

            /**
             * Shape of a CommitResponse.
             * @typedef {statestore.v1.CommitResponse.$Properties} statestore.v1.CommitResponse.$Shape
             */

            /**
             * Constructs a new CommitResponse.
             * @memberof statestore.v1
             * @classdesc Represents a CommitResponse.
             * @constructor
             * @param {statestore.v1.CommitResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CommitResponse = function (properties) {
                this.results = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CommitResponse results.
             * @member {Array.<statestore.v1.MutationResult.$Properties>} results
             * @memberof statestore.v1.CommitResponse
             * @instance
             */
            CommitResponse.prototype.results = $util.emptyArray;

            /**
             * Encodes the specified CommitResponse message. Does not implicitly {@link statestore.v1.CommitResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.CommitResponse
             * @static
             * @param {statestore.v1.CommitResponse.$Properties} message CommitResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CommitResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.results != null && message.results.length)
                    for (let i = 0; i < message.results.length; ++i)
                        $root.statestore.v1.MutationResult.encode(message.results[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CommitResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.CommitResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.CommitResponse & statestore.v1.CommitResponse.$Shape} CommitResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CommitResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.CommitResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.results && message.results.length))
                                message.results = [];
                            message.results.push($root.statestore.v1.MutationResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CommitResponse;
        })();

        v1.BatchWriteRequest = (function() {

            /**
             * Properties of a BatchWriteRequest.
             * @typedef {Object} statestore.v1.BatchWriteRequest.$Properties
             * @property {string|null} [store] BatchWriteRequest store
             * @property {Array.<statestore.v1.Mutation.$Properties>|null} [mutations] BatchWriteRequest mutations
             * @property {string|null} [idempotencyKey] BatchWriteRequest idempotencyKey
             * @property {statestore.v1.Consistency|null} [consistency] BatchWriteRequest consistency
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BatchWriteRequest.
             * @memberof statestore.v1
             * @interface IBatchWriteRequest
             * @augments statestore.v1.BatchWriteRequest.$Properties
             * @deprecated Use statestore.v1.BatchWriteRequest.$Properties instead.
             */

            /**
             * Shape of a BatchWriteRequest.
             * @typedef {{
             *   store?: string|null;
             *   mutations?: Array.<statestore.v1.Mutation.$Shape>|null;
             *   idempotencyKey?: string|null;
             *   consistency?: statestore.v1.Consistency|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} statestore.v1.BatchWriteRequest.$Shape
             */

            /**
             * Constructs a new BatchWriteRequest.
             * @memberof statestore.v1
             * @classdesc Represents a BatchWriteRequest.
             * @constructor
             * @param {statestore.v1.BatchWriteRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BatchWriteRequest = function (properties) {
                this.mutations = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BatchWriteRequest store.
             * @member {string} store
             * @memberof statestore.v1.BatchWriteRequest
             * @instance
             */
            BatchWriteRequest.prototype.store = "";

            /**
             * BatchWriteRequest mutations.
             * @member {Array.<statestore.v1.Mutation.$Properties>} mutations
             * @memberof statestore.v1.BatchWriteRequest
             * @instance
             */
            BatchWriteRequest.prototype.mutations = $util.emptyArray;

            /**
             * BatchWriteRequest idempotencyKey.
             * @member {string} idempotencyKey
             * @memberof statestore.v1.BatchWriteRequest
             * @instance
             */
            BatchWriteRequest.prototype.idempotencyKey = "";

            /**
             * BatchWriteRequest consistency.
             * @member {statestore.v1.Consistency} consistency
             * @memberof statestore.v1.BatchWriteRequest
             * @instance
             */
            BatchWriteRequest.prototype.consistency = 0;

            /**
             * Encodes the specified BatchWriteRequest message. Does not implicitly {@link statestore.v1.BatchWriteRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.BatchWriteRequest
             * @static
             * @param {statestore.v1.BatchWriteRequest.$Properties} message BatchWriteRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BatchWriteRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.mutations != null && message.mutations.length)
                    for (let i = 0; i < message.mutations.length; ++i)
                        $root.statestore.v1.Mutation.encode(message.mutations[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.idempotencyKey != null && $Object.hasOwnProperty.call(message, "idempotencyKey") && message.idempotencyKey !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.idempotencyKey);
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.consistency);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BatchWriteRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.BatchWriteRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.BatchWriteRequest & statestore.v1.BatchWriteRequest.$Shape} BatchWriteRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BatchWriteRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.BatchWriteRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.mutations && message.mutations.length))
                                message.mutations = [];
                            message.mutations.push($root.statestore.v1.Mutation.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.idempotencyKey = value;
                            else
                                delete message.idempotencyKey;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.consistency = value;
                            else
                                delete message.consistency;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BatchWriteRequest;
        })();

        v1.BatchWriteResponse = (function() {

            /**
             * Properties of a BatchWriteResponse.
             * @typedef {Object} statestore.v1.BatchWriteResponse.$Properties
             * @property {Array.<statestore.v1.BatchWriteEntry.$Properties>|null} [entries] BatchWriteResponse entries
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BatchWriteResponse.
             * @memberof statestore.v1
             * @interface IBatchWriteResponse
             * @augments statestore.v1.BatchWriteResponse.$Properties
             * @deprecated Use statestore.v1.BatchWriteResponse.$Properties instead.
             */

            /**
             * Shape of a BatchWriteResponse.
             * @typedef {statestore.v1.BatchWriteResponse.$Properties} statestore.v1.BatchWriteResponse.$Shape
             */

            /**
             * Constructs a new BatchWriteResponse.
             * @memberof statestore.v1
             * @classdesc Represents a BatchWriteResponse.
             * @constructor
             * @param {statestore.v1.BatchWriteResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BatchWriteResponse = function (properties) {
                this.entries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BatchWriteResponse entries.
             * @member {Array.<statestore.v1.BatchWriteEntry.$Properties>} entries
             * @memberof statestore.v1.BatchWriteResponse
             * @instance
             */
            BatchWriteResponse.prototype.entries = $util.emptyArray;

            /**
             * Encodes the specified BatchWriteResponse message. Does not implicitly {@link statestore.v1.BatchWriteResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.BatchWriteResponse
             * @static
             * @param {statestore.v1.BatchWriteResponse.$Properties} message BatchWriteResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BatchWriteResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.statestore.v1.BatchWriteEntry.encode(message.entries[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BatchWriteResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.BatchWriteResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.BatchWriteResponse & statestore.v1.BatchWriteResponse.$Shape} BatchWriteResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BatchWriteResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.BatchWriteResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.statestore.v1.BatchWriteEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BatchWriteResponse;
        })();

        v1.BatchWriteEntry = (function() {

            /**
             * Properties of a BatchWriteEntry.
             * @typedef {Object} statestore.v1.BatchWriteEntry.$Properties
             * @property {statestore.v1.MutationResult.$Properties|null} [result] BatchWriteEntry result
             * @property {google.rpc.Status.$Properties|null} [status] BatchWriteEntry status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BatchWriteEntry.
             * @memberof statestore.v1
             * @interface IBatchWriteEntry
             * @augments statestore.v1.BatchWriteEntry.$Properties
             * @deprecated Use statestore.v1.BatchWriteEntry.$Properties instead.
             */

            /**
             * Shape of a BatchWriteEntry.
             * @typedef {statestore.v1.BatchWriteEntry.$Properties} statestore.v1.BatchWriteEntry.$Shape
             */

            /**
             * Constructs a new BatchWriteEntry.
             * @memberof statestore.v1
             * @classdesc Represents a BatchWriteEntry.
             * @constructor
             * @param {statestore.v1.BatchWriteEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BatchWriteEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BatchWriteEntry result.
             * @member {statestore.v1.MutationResult.$Properties|null|undefined} result
             * @memberof statestore.v1.BatchWriteEntry
             * @instance
             */
            BatchWriteEntry.prototype.result = null;

            /**
             * BatchWriteEntry status.
             * @member {google.rpc.Status.$Properties|null|undefined} status
             * @memberof statestore.v1.BatchWriteEntry
             * @instance
             */
            BatchWriteEntry.prototype.status = null;

            /**
             * Encodes the specified BatchWriteEntry message. Does not implicitly {@link statestore.v1.BatchWriteEntry.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.BatchWriteEntry
             * @static
             * @param {statestore.v1.BatchWriteEntry.$Properties} message BatchWriteEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BatchWriteEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.result != null && $Object.hasOwnProperty.call(message, "result"))
                    $root.statestore.v1.MutationResult.encode(message.result, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    $root.google.rpc.Status.encode(message.status, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BatchWriteEntry message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.BatchWriteEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.BatchWriteEntry & statestore.v1.BatchWriteEntry.$Shape} BatchWriteEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BatchWriteEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.BatchWriteEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.result = $root.statestore.v1.MutationResult.decode(reader, reader.size(), $undefined, _depth + 1, message.result);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.status = $root.google.rpc.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BatchWriteEntry;
        })();

        v1.ListRequest = (function() {

            /**
             * Properties of a ListRequest.
             * @typedef {Object} statestore.v1.ListRequest.$Properties
             * @property {string|null} [store] ListRequest store
             * @property {string|null} [prefix] ListRequest prefix
             * @property {number|null} [pageSize] ListRequest pageSize
             * @property {string|null} [pageToken] ListRequest pageToken
             * @property {statestore.v1.View|null} [view] ListRequest view
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListRequest.
             * @memberof statestore.v1
             * @interface IListRequest
             * @augments statestore.v1.ListRequest.$Properties
             * @deprecated Use statestore.v1.ListRequest.$Properties instead.
             */

            /**
             * Shape of a ListRequest.
             * @typedef {statestore.v1.ListRequest.$Properties} statestore.v1.ListRequest.$Shape
             */

            /**
             * Constructs a new ListRequest.
             * @memberof statestore.v1
             * @classdesc Represents a ListRequest.
             * @constructor
             * @param {statestore.v1.ListRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ListRequest store.
             * @member {string} store
             * @memberof statestore.v1.ListRequest
             * @instance
             */
            ListRequest.prototype.store = "";

            /**
             * ListRequest prefix.
             * @member {string} prefix
             * @memberof statestore.v1.ListRequest
             * @instance
             */
            ListRequest.prototype.prefix = "";

            /**
             * ListRequest pageSize.
             * @member {number} pageSize
             * @memberof statestore.v1.ListRequest
             * @instance
             */
            ListRequest.prototype.pageSize = 0;

            /**
             * ListRequest pageToken.
             * @member {string} pageToken
             * @memberof statestore.v1.ListRequest
             * @instance
             */
            ListRequest.prototype.pageToken = "";

            /**
             * ListRequest view.
             * @member {statestore.v1.View} view
             * @memberof statestore.v1.ListRequest
             * @instance
             */
            ListRequest.prototype.view = 0;

            /**
             * Encodes the specified ListRequest message. Does not implicitly {@link statestore.v1.ListRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.ListRequest
             * @static
             * @param {statestore.v1.ListRequest.$Properties} message ListRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.prefix != null && $Object.hasOwnProperty.call(message, "prefix") && message.prefix !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.prefix);
                if (message.pageSize != null && $Object.hasOwnProperty.call(message, "pageSize") && message.pageSize !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.pageSize);
                if (message.pageToken != null && $Object.hasOwnProperty.call(message, "pageToken") && message.pageToken !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.pageToken);
                if (message.view != null && $Object.hasOwnProperty.call(message, "view") && message.view !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.view);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.ListRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.ListRequest & statestore.v1.ListRequest.$Shape} ListRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.ListRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.prefix = value;
                            else
                                delete message.prefix;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.pageSize = value;
                            else
                                delete message.pageSize;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pageToken = value;
                            else
                                delete message.pageToken;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.view = value;
                            else
                                delete message.view;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListRequest;
        })();

        v1.ListResponse = (function() {

            /**
             * Properties of a ListResponse.
             * @typedef {Object} statestore.v1.ListResponse.$Properties
             * @property {Array.<statestore.v1.Record.$Properties>|null} [entries] ListResponse entries
             * @property {string|null} [nextPageToken] ListResponse nextPageToken
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListResponse.
             * @memberof statestore.v1
             * @interface IListResponse
             * @augments statestore.v1.ListResponse.$Properties
             * @deprecated Use statestore.v1.ListResponse.$Properties instead.
             */

            /**
             * Shape of a ListResponse.
             * @typedef {statestore.v1.ListResponse.$Properties} statestore.v1.ListResponse.$Shape
             */

            /**
             * Constructs a new ListResponse.
             * @memberof statestore.v1
             * @classdesc Represents a ListResponse.
             * @constructor
             * @param {statestore.v1.ListResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListResponse = function (properties) {
                this.entries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ListResponse entries.
             * @member {Array.<statestore.v1.Record.$Properties>} entries
             * @memberof statestore.v1.ListResponse
             * @instance
             */
            ListResponse.prototype.entries = $util.emptyArray;

            /**
             * ListResponse nextPageToken.
             * @member {string} nextPageToken
             * @memberof statestore.v1.ListResponse
             * @instance
             */
            ListResponse.prototype.nextPageToken = "";

            /**
             * Encodes the specified ListResponse message. Does not implicitly {@link statestore.v1.ListResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.ListResponse
             * @static
             * @param {statestore.v1.ListResponse.$Properties} message ListResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.statestore.v1.Record.encode(message.entries[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.nextPageToken != null && $Object.hasOwnProperty.call(message, "nextPageToken") && message.nextPageToken !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.nextPageToken);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.ListResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.ListResponse & statestore.v1.ListResponse.$Shape} ListResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.ListResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.statestore.v1.Record.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.nextPageToken = value;
                            else
                                delete message.nextPageToken;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListResponse;
        })();

        v1.DeletePrefixRequest = (function() {

            /**
             * Properties of a DeletePrefixRequest.
             * @typedef {Object} statestore.v1.DeletePrefixRequest.$Properties
             * @property {string|null} [store] DeletePrefixRequest store
             * @property {string|null} [prefix] DeletePrefixRequest prefix
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeletePrefixRequest.
             * @memberof statestore.v1
             * @interface IDeletePrefixRequest
             * @augments statestore.v1.DeletePrefixRequest.$Properties
             * @deprecated Use statestore.v1.DeletePrefixRequest.$Properties instead.
             */

            /**
             * Shape of a DeletePrefixRequest.
             * @typedef {statestore.v1.DeletePrefixRequest.$Properties} statestore.v1.DeletePrefixRequest.$Shape
             */

            /**
             * Constructs a new DeletePrefixRequest.
             * @memberof statestore.v1
             * @classdesc Represents a DeletePrefixRequest.
             * @constructor
             * @param {statestore.v1.DeletePrefixRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeletePrefixRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeletePrefixRequest store.
             * @member {string} store
             * @memberof statestore.v1.DeletePrefixRequest
             * @instance
             */
            DeletePrefixRequest.prototype.store = "";

            /**
             * DeletePrefixRequest prefix.
             * @member {string} prefix
             * @memberof statestore.v1.DeletePrefixRequest
             * @instance
             */
            DeletePrefixRequest.prototype.prefix = "";

            /**
             * Encodes the specified DeletePrefixRequest message. Does not implicitly {@link statestore.v1.DeletePrefixRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.DeletePrefixRequest
             * @static
             * @param {statestore.v1.DeletePrefixRequest.$Properties} message DeletePrefixRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeletePrefixRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.prefix != null && $Object.hasOwnProperty.call(message, "prefix") && message.prefix !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.prefix);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeletePrefixRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.DeletePrefixRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.DeletePrefixRequest & statestore.v1.DeletePrefixRequest.$Shape} DeletePrefixRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeletePrefixRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.DeletePrefixRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.prefix = value;
                            else
                                delete message.prefix;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeletePrefixRequest;
        })();

        v1.DeletePrefixResponse = (function() {

            /**
             * Properties of a DeletePrefixResponse.
             * @typedef {Object} statestore.v1.DeletePrefixResponse.$Properties
             * @property {number|Long|null} [deletedCount] DeletePrefixResponse deletedCount
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeletePrefixResponse.
             * @memberof statestore.v1
             * @interface IDeletePrefixResponse
             * @augments statestore.v1.DeletePrefixResponse.$Properties
             * @deprecated Use statestore.v1.DeletePrefixResponse.$Properties instead.
             */

            /**
             * Shape of a DeletePrefixResponse.
             * @typedef {statestore.v1.DeletePrefixResponse.$Properties} statestore.v1.DeletePrefixResponse.$Shape
             */

            /**
             * Constructs a new DeletePrefixResponse.
             * @memberof statestore.v1
             * @classdesc Represents a DeletePrefixResponse.
             * @constructor
             * @param {statestore.v1.DeletePrefixResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeletePrefixResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeletePrefixResponse deletedCount.
             * @member {number|Long} deletedCount
             * @memberof statestore.v1.DeletePrefixResponse
             * @instance
             */
            DeletePrefixResponse.prototype.deletedCount = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Encodes the specified DeletePrefixResponse message. Does not implicitly {@link statestore.v1.DeletePrefixResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.DeletePrefixResponse
             * @static
             * @param {statestore.v1.DeletePrefixResponse.$Properties} message DeletePrefixResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeletePrefixResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deletedCount != null && $Object.hasOwnProperty.call(message, "deletedCount") && (typeof message.deletedCount === "object" ? message.deletedCount.low || message.deletedCount.high : message.deletedCount !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.deletedCount);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeletePrefixResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.DeletePrefixResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.DeletePrefixResponse & statestore.v1.DeletePrefixResponse.$Shape} DeletePrefixResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeletePrefixResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.DeletePrefixResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.deletedCount = value;
                            else
                                delete message.deletedCount;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeletePrefixResponse;
        })();

        v1.WatchRequest = (function() {

            /**
             * Properties of a WatchRequest.
             * @typedef {Object} statestore.v1.WatchRequest.$Properties
             * @property {string|null} [store] WatchRequest store
             * @property {string|null} [key] WatchRequest key
             * @property {string|null} [prefix] WatchRequest prefix
             * @property {string|null} [resumeToken] WatchRequest resumeToken
             * @property {boolean|null} [sendInitial] WatchRequest sendInitial
             * @property {statestore.v1.View|null} [view] WatchRequest view
             * @property {"key"|"prefix"} [target] WatchRequest target
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WatchRequest.
             * @memberof statestore.v1
             * @interface IWatchRequest
             * @augments statestore.v1.WatchRequest.$Properties
             * @deprecated Use statestore.v1.WatchRequest.$Properties instead.
             */

            /**
             * Narrowed shape of a WatchRequest.
             * @typedef {{
             *   store?: string|null;
             *   key?: string|null;
             *   prefix?: string|null;
             *   resumeToken?: string|null;
             *   sendInitial?: boolean|null;
             *   view?: statestore.v1.View|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ target?: undefined; key?: null; prefix?: null }|{ target?: "key"; key: string; prefix?: null }|{ target?: "prefix"; key?: null; prefix: string })
             * )} statestore.v1.WatchRequest.$Shape
             */

            /**
             * Constructs a new WatchRequest.
             * @memberof statestore.v1
             * @classdesc Represents a WatchRequest.
             * @constructor
             * @param {statestore.v1.WatchRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WatchRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WatchRequest store.
             * @member {string} store
             * @memberof statestore.v1.WatchRequest
             * @instance
             */
            WatchRequest.prototype.store = "";

            /**
             * WatchRequest key.
             * @member {string|null|undefined} key
             * @memberof statestore.v1.WatchRequest
             * @instance
             */
            WatchRequest.prototype.key = null;

            /**
             * WatchRequest prefix.
             * @member {string|null|undefined} prefix
             * @memberof statestore.v1.WatchRequest
             * @instance
             */
            WatchRequest.prototype.prefix = null;

            /**
             * WatchRequest resumeToken.
             * @member {string} resumeToken
             * @memberof statestore.v1.WatchRequest
             * @instance
             */
            WatchRequest.prototype.resumeToken = "";

            /**
             * WatchRequest sendInitial.
             * @member {boolean} sendInitial
             * @memberof statestore.v1.WatchRequest
             * @instance
             */
            WatchRequest.prototype.sendInitial = false;

            /**
             * WatchRequest view.
             * @member {statestore.v1.View} view
             * @memberof statestore.v1.WatchRequest
             * @instance
             */
            WatchRequest.prototype.view = 0;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * WatchRequest target.
             * @member {"key"|"prefix"|undefined} target
             * @memberof statestore.v1.WatchRequest
             * @instance
             */
            $Object.defineProperty(WatchRequest.prototype, "target", {
                get: $util.oneOfGetter($oneOfFields = ["key", "prefix"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified WatchRequest message. Does not implicitly {@link statestore.v1.WatchRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.WatchRequest
             * @static
             * @param {statestore.v1.WatchRequest.$Properties} message WatchRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WatchRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.store);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                if (message.prefix != null && $Object.hasOwnProperty.call(message, "prefix"))
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.prefix);
                if (message.resumeToken != null && $Object.hasOwnProperty.call(message, "resumeToken") && message.resumeToken !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.resumeToken);
                if (message.sendInitial != null && $Object.hasOwnProperty.call(message, "sendInitial") && message.sendInitial !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.sendInitial);
                if (message.view != null && $Object.hasOwnProperty.call(message, "view") && message.view !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).int32(message.view);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WatchRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.WatchRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.WatchRequest & statestore.v1.WatchRequest.$Shape} WatchRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WatchRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.WatchRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.key = reader.stringVerify();
                            message.target = "key";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.prefix = reader.stringVerify();
                            message.target = "prefix";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.resumeToken = value;
                            else
                                delete message.resumeToken;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.sendInitial = value;
                            else
                                delete message.sendInitial;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.view = value;
                            else
                                delete message.view;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchRequest;
        })();

        v1.WatchResponse = (function() {

            /**
             * Properties of a WatchResponse.
             * @typedef {Object} statestore.v1.WatchResponse.$Properties
             * @property {string|null} [resumeToken] WatchResponse resumeToken
             * @property {statestore.v1.PutEvent.$Properties|null} [put] WatchResponse put
             * @property {statestore.v1.DeleteEvent.$Properties|null} ["delete"] WatchResponse delete
             * @property {statestore.v1.ExpireEvent.$Properties|null} [expire] WatchResponse expire
             * @property {statestore.v1.ProgressEvent.$Properties|null} [progress] WatchResponse progress
             * @property {statestore.v1.ResetEvent.$Properties|null} [reset] WatchResponse reset
             * @property {"put"|"delete"|"expire"|"progress"|"reset"} [event] WatchResponse event
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WatchResponse.
             * @memberof statestore.v1
             * @interface IWatchResponse
             * @augments statestore.v1.WatchResponse.$Properties
             * @deprecated Use statestore.v1.WatchResponse.$Properties instead.
             */

            /**
             * Narrowed shape of a WatchResponse.
             * @typedef {{
             *   resumeToken?: string|null;
             *   put?: statestore.v1.PutEvent.$Shape|null;
             *   "delete"?: statestore.v1.DeleteEvent.$Shape|null;
             *   expire?: statestore.v1.ExpireEvent.$Shape|null;
             *   progress?: statestore.v1.ProgressEvent.$Shape|null;
             *   reset?: statestore.v1.ResetEvent.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ event?: undefined; put?: null; "delete"?: null; expire?: null; progress?: null; reset?: null }|{ event?: "put"; put: statestore.v1.PutEvent.$Shape; "delete"?: null; expire?: null; progress?: null; reset?: null }|{ event?: "delete"; put?: null; "delete": statestore.v1.DeleteEvent.$Shape; expire?: null; progress?: null; reset?: null }|{ event?: "expire"; put?: null; "delete"?: null; expire: statestore.v1.ExpireEvent.$Shape; progress?: null; reset?: null }|{ event?: "progress"; put?: null; "delete"?: null; expire?: null; progress: statestore.v1.ProgressEvent.$Shape; reset?: null }|{ event?: "reset"; put?: null; "delete"?: null; expire?: null; progress?: null; reset: statestore.v1.ResetEvent.$Shape })
             * )} statestore.v1.WatchResponse.$Shape
             */

            /**
             * Constructs a new WatchResponse.
             * @memberof statestore.v1
             * @classdesc Represents a WatchResponse.
             * @constructor
             * @param {statestore.v1.WatchResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WatchResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WatchResponse resumeToken.
             * @member {string} resumeToken
             * @memberof statestore.v1.WatchResponse
             * @instance
             */
            WatchResponse.prototype.resumeToken = "";

            /**
             * WatchResponse put.
             * @member {statestore.v1.PutEvent.$Properties|null|undefined} put
             * @memberof statestore.v1.WatchResponse
             * @instance
             */
            WatchResponse.prototype.put = null;

            /**
             * WatchResponse delete.
             * @member {statestore.v1.DeleteEvent.$Properties|null|undefined} delete
             * @memberof statestore.v1.WatchResponse
             * @instance
             */
            WatchResponse.prototype["delete"] = null;

            /**
             * WatchResponse expire.
             * @member {statestore.v1.ExpireEvent.$Properties|null|undefined} expire
             * @memberof statestore.v1.WatchResponse
             * @instance
             */
            WatchResponse.prototype.expire = null;

            /**
             * WatchResponse progress.
             * @member {statestore.v1.ProgressEvent.$Properties|null|undefined} progress
             * @memberof statestore.v1.WatchResponse
             * @instance
             */
            WatchResponse.prototype.progress = null;

            /**
             * WatchResponse reset.
             * @member {statestore.v1.ResetEvent.$Properties|null|undefined} reset
             * @memberof statestore.v1.WatchResponse
             * @instance
             */
            WatchResponse.prototype.reset = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * WatchResponse event.
             * @member {"put"|"delete"|"expire"|"progress"|"reset"|undefined} event
             * @memberof statestore.v1.WatchResponse
             * @instance
             */
            $Object.defineProperty(WatchResponse.prototype, "event", {
                get: $util.oneOfGetter($oneOfFields = ["put", "delete", "expire", "progress", "reset"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified WatchResponse message. Does not implicitly {@link statestore.v1.WatchResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.WatchResponse
             * @static
             * @param {statestore.v1.WatchResponse.$Properties} message WatchResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WatchResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.resumeToken != null && $Object.hasOwnProperty.call(message, "resumeToken") && message.resumeToken !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.resumeToken);
                if (message.put != null && $Object.hasOwnProperty.call(message, "put"))
                    $root.statestore.v1.PutEvent.encode(message.put, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message["delete"] != null && $Object.hasOwnProperty.call(message, "delete"))
                    $root.statestore.v1.DeleteEvent.encode(message["delete"], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.expire != null && $Object.hasOwnProperty.call(message, "expire"))
                    $root.statestore.v1.ExpireEvent.encode(message.expire, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress"))
                    $root.statestore.v1.ProgressEvent.encode(message.progress, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.reset != null && $Object.hasOwnProperty.call(message, "reset"))
                    $root.statestore.v1.ResetEvent.encode(message.reset, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WatchResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.WatchResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.WatchResponse & statestore.v1.WatchResponse.$Shape} WatchResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WatchResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.WatchResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.resumeToken = value;
                            else
                                delete message.resumeToken;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.put = $root.statestore.v1.PutEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.put);
                            message.event = "put";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message["delete"] = $root.statestore.v1.DeleteEvent.decode(reader, reader.size(), $undefined, _depth + 1, message["delete"]);
                            message.event = "delete";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.expire = $root.statestore.v1.ExpireEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.expire);
                            message.event = "expire";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.progress = $root.statestore.v1.ProgressEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.progress);
                            message.event = "progress";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.reset = $root.statestore.v1.ResetEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.reset);
                            message.event = "reset";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchResponse;
        })();

        v1.PutEvent = (function() {

            /**
             * Properties of a PutEvent.
             * @typedef {Object} statestore.v1.PutEvent.$Properties
             * @property {statestore.v1.Record.$Properties|null} [record] PutEvent record
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PutEvent.
             * @memberof statestore.v1
             * @interface IPutEvent
             * @augments statestore.v1.PutEvent.$Properties
             * @deprecated Use statestore.v1.PutEvent.$Properties instead.
             */

            /**
             * Shape of a PutEvent.
             * @typedef {statestore.v1.PutEvent.$Properties} statestore.v1.PutEvent.$Shape
             */

            /**
             * Constructs a new PutEvent.
             * @memberof statestore.v1
             * @classdesc Represents a PutEvent.
             * @constructor
             * @param {statestore.v1.PutEvent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PutEvent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PutEvent record.
             * @member {statestore.v1.Record.$Properties|null|undefined} record
             * @memberof statestore.v1.PutEvent
             * @instance
             */
            PutEvent.prototype.record = null;

            /**
             * Encodes the specified PutEvent message. Does not implicitly {@link statestore.v1.PutEvent.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.PutEvent
             * @static
             * @param {statestore.v1.PutEvent.$Properties} message PutEvent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PutEvent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.record != null && $Object.hasOwnProperty.call(message, "record"))
                    $root.statestore.v1.Record.encode(message.record, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PutEvent message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.PutEvent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.PutEvent & statestore.v1.PutEvent.$Shape} PutEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PutEvent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.PutEvent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.record = $root.statestore.v1.Record.decode(reader, reader.size(), $undefined, _depth + 1, message.record);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PutEvent;
        })();

        v1.DeleteEvent = (function() {

            /**
             * Properties of a DeleteEvent.
             * @typedef {Object} statestore.v1.DeleteEvent.$Properties
             * @property {string|null} [key] DeleteEvent key
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteEvent.
             * @memberof statestore.v1
             * @interface IDeleteEvent
             * @augments statestore.v1.DeleteEvent.$Properties
             * @deprecated Use statestore.v1.DeleteEvent.$Properties instead.
             */

            /**
             * Shape of a DeleteEvent.
             * @typedef {statestore.v1.DeleteEvent.$Properties} statestore.v1.DeleteEvent.$Shape
             */

            /**
             * Constructs a new DeleteEvent.
             * @memberof statestore.v1
             * @classdesc Represents a DeleteEvent.
             * @constructor
             * @param {statestore.v1.DeleteEvent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteEvent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeleteEvent key.
             * @member {string} key
             * @memberof statestore.v1.DeleteEvent
             * @instance
             */
            DeleteEvent.prototype.key = "";

            /**
             * Encodes the specified DeleteEvent message. Does not implicitly {@link statestore.v1.DeleteEvent.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.DeleteEvent
             * @static
             * @param {statestore.v1.DeleteEvent.$Properties} message DeleteEvent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteEvent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteEvent message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.DeleteEvent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.DeleteEvent & statestore.v1.DeleteEvent.$Shape} DeleteEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteEvent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.DeleteEvent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeleteEvent;
        })();

        v1.ExpireEvent = (function() {

            /**
             * Properties of an ExpireEvent.
             * @typedef {Object} statestore.v1.ExpireEvent.$Properties
             * @property {string|null} [key] ExpireEvent key
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExpireEvent.
             * @memberof statestore.v1
             * @interface IExpireEvent
             * @augments statestore.v1.ExpireEvent.$Properties
             * @deprecated Use statestore.v1.ExpireEvent.$Properties instead.
             */

            /**
             * Shape of an ExpireEvent.
             * @typedef {statestore.v1.ExpireEvent.$Properties} statestore.v1.ExpireEvent.$Shape
             */

            /**
             * Constructs a new ExpireEvent.
             * @memberof statestore.v1
             * @classdesc Represents an ExpireEvent.
             * @constructor
             * @param {statestore.v1.ExpireEvent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExpireEvent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExpireEvent key.
             * @member {string} key
             * @memberof statestore.v1.ExpireEvent
             * @instance
             */
            ExpireEvent.prototype.key = "";

            /**
             * Encodes the specified ExpireEvent message. Does not implicitly {@link statestore.v1.ExpireEvent.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.ExpireEvent
             * @static
             * @param {statestore.v1.ExpireEvent.$Properties} message ExpireEvent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExpireEvent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExpireEvent message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.ExpireEvent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.ExpireEvent & statestore.v1.ExpireEvent.$Shape} ExpireEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExpireEvent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.ExpireEvent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExpireEvent;
        })();

        v1.ProgressEvent = (function() {

            /**
             * Properties of a ProgressEvent.
             * @typedef {Object} statestore.v1.ProgressEvent.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProgressEvent.
             * @memberof statestore.v1
             * @interface IProgressEvent
             * @augments statestore.v1.ProgressEvent.$Properties
             * @deprecated Use statestore.v1.ProgressEvent.$Properties instead.
             */

            /**
             * Shape of a ProgressEvent.
             * @typedef {statestore.v1.ProgressEvent.$Properties} statestore.v1.ProgressEvent.$Shape
             */

            /**
             * Constructs a new ProgressEvent.
             * @memberof statestore.v1
             * @classdesc Represents a ProgressEvent.
             * @constructor
             * @param {statestore.v1.ProgressEvent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProgressEvent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified ProgressEvent message. Does not implicitly {@link statestore.v1.ProgressEvent.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.ProgressEvent
             * @static
             * @param {statestore.v1.ProgressEvent.$Properties} message ProgressEvent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProgressEvent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProgressEvent message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.ProgressEvent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.ProgressEvent & statestore.v1.ProgressEvent.$Shape} ProgressEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProgressEvent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.ProgressEvent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ProgressEvent;
        })();

        v1.ResetEvent = (function() {

            /**
             * Properties of a ResetEvent.
             * @typedef {Object} statestore.v1.ResetEvent.$Properties
             * @property {string|null} [reason] ResetEvent reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ResetEvent.
             * @memberof statestore.v1
             * @interface IResetEvent
             * @augments statestore.v1.ResetEvent.$Properties
             * @deprecated Use statestore.v1.ResetEvent.$Properties instead.
             */

            /**
             * Shape of a ResetEvent.
             * @typedef {statestore.v1.ResetEvent.$Properties} statestore.v1.ResetEvent.$Shape
             */

            /**
             * Constructs a new ResetEvent.
             * @memberof statestore.v1
             * @classdesc Represents a ResetEvent.
             * @constructor
             * @param {statestore.v1.ResetEvent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ResetEvent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ResetEvent reason.
             * @member {string} reason
             * @memberof statestore.v1.ResetEvent
             * @instance
             */
            ResetEvent.prototype.reason = "";

            /**
             * Encodes the specified ResetEvent message. Does not implicitly {@link statestore.v1.ResetEvent.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.ResetEvent
             * @static
             * @param {statestore.v1.ResetEvent.$Properties} message ResetEvent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ResetEvent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ResetEvent message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.ResetEvent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.ResetEvent & statestore.v1.ResetEvent.$Shape} ResetEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ResetEvent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.ResetEvent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ResetEvent;
        })();

        v1.ListStoresRequest = (function() {

            /**
             * Properties of a ListStoresRequest.
             * @typedef {Object} statestore.v1.ListStoresRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListStoresRequest.
             * @memberof statestore.v1
             * @interface IListStoresRequest
             * @augments statestore.v1.ListStoresRequest.$Properties
             * @deprecated Use statestore.v1.ListStoresRequest.$Properties instead.
             */

            /**
             * Shape of a ListStoresRequest.
             * @typedef {statestore.v1.ListStoresRequest.$Properties} statestore.v1.ListStoresRequest.$Shape
             */

            /**
             * Constructs a new ListStoresRequest.
             * @memberof statestore.v1
             * @classdesc Represents a ListStoresRequest.
             * @constructor
             * @param {statestore.v1.ListStoresRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListStoresRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified ListStoresRequest message. Does not implicitly {@link statestore.v1.ListStoresRequest.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.ListStoresRequest
             * @static
             * @param {statestore.v1.ListStoresRequest.$Properties} message ListStoresRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListStoresRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListStoresRequest message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.ListStoresRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.ListStoresRequest & statestore.v1.ListStoresRequest.$Shape} ListStoresRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListStoresRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.ListStoresRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListStoresRequest;
        })();

        v1.ListStoresResponse = (function() {

            /**
             * Properties of a ListStoresResponse.
             * @typedef {Object} statestore.v1.ListStoresResponse.$Properties
             * @property {Array.<statestore.v1.Store.$Properties>|null} [stores] ListStoresResponse stores
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListStoresResponse.
             * @memberof statestore.v1
             * @interface IListStoresResponse
             * @augments statestore.v1.ListStoresResponse.$Properties
             * @deprecated Use statestore.v1.ListStoresResponse.$Properties instead.
             */

            /**
             * Shape of a ListStoresResponse.
             * @typedef {statestore.v1.ListStoresResponse.$Properties} statestore.v1.ListStoresResponse.$Shape
             */

            /**
             * Constructs a new ListStoresResponse.
             * @memberof statestore.v1
             * @classdesc Represents a ListStoresResponse.
             * @constructor
             * @param {statestore.v1.ListStoresResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListStoresResponse = function (properties) {
                this.stores = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ListStoresResponse stores.
             * @member {Array.<statestore.v1.Store.$Properties>} stores
             * @memberof statestore.v1.ListStoresResponse
             * @instance
             */
            ListStoresResponse.prototype.stores = $util.emptyArray;

            /**
             * Encodes the specified ListStoresResponse message. Does not implicitly {@link statestore.v1.ListStoresResponse.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.ListStoresResponse
             * @static
             * @param {statestore.v1.ListStoresResponse.$Properties} message ListStoresResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListStoresResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stores != null && message.stores.length)
                    for (let i = 0; i < message.stores.length; ++i)
                        $root.statestore.v1.Store.encode(message.stores[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListStoresResponse message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.ListStoresResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.ListStoresResponse & statestore.v1.ListStoresResponse.$Shape} ListStoresResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListStoresResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.ListStoresResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.stores && message.stores.length))
                                message.stores = [];
                            message.stores.push($root.statestore.v1.Store.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListStoresResponse;
        })();

        v1.Store = (function() {

            /**
             * Properties of a Store.
             * @typedef {Object} statestore.v1.Store.$Properties
             * @property {string|null} [name] Store name
             * @property {string|null} [driver] Store driver
             * @property {statestore.v1.StoreFacts.$Properties|null} [facts] Store facts
             * @property {statestore.v1.StoreHealth.$Properties|null} [health] Store health
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Store.
             * @memberof statestore.v1
             * @interface IStore
             * @augments statestore.v1.Store.$Properties
             * @deprecated Use statestore.v1.Store.$Properties instead.
             */

            /**
             * Shape of a Store.
             * @typedef {statestore.v1.Store.$Properties} statestore.v1.Store.$Shape
             */

            /**
             * Constructs a new Store.
             * @memberof statestore.v1
             * @classdesc Represents a Store.
             * @constructor
             * @param {statestore.v1.Store.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Store = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Store name.
             * @member {string} name
             * @memberof statestore.v1.Store
             * @instance
             */
            Store.prototype.name = "";

            /**
             * Store driver.
             * @member {string} driver
             * @memberof statestore.v1.Store
             * @instance
             */
            Store.prototype.driver = "";

            /**
             * Store facts.
             * @member {statestore.v1.StoreFacts.$Properties|null|undefined} facts
             * @memberof statestore.v1.Store
             * @instance
             */
            Store.prototype.facts = null;

            /**
             * Store health.
             * @member {statestore.v1.StoreHealth.$Properties|null|undefined} health
             * @memberof statestore.v1.Store
             * @instance
             */
            Store.prototype.health = null;

            /**
             * Encodes the specified Store message. Does not implicitly {@link statestore.v1.Store.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.Store
             * @static
             * @param {statestore.v1.Store.$Properties} message Store message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Store.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.driver != null && $Object.hasOwnProperty.call(message, "driver") && message.driver !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.driver);
                if (message.facts != null && $Object.hasOwnProperty.call(message, "facts"))
                    $root.statestore.v1.StoreFacts.encode(message.facts, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.health != null && $Object.hasOwnProperty.call(message, "health"))
                    $root.statestore.v1.StoreHealth.encode(message.health, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Store message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.Store
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.Store & statestore.v1.Store.$Shape} Store
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Store.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.Store();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.driver = value;
                            else
                                delete message.driver;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.facts = $root.statestore.v1.StoreFacts.decode(reader, reader.size(), $undefined, _depth + 1, message.facts);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.health = $root.statestore.v1.StoreHealth.decode(reader, reader.size(), $undefined, _depth + 1, message.health);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Store;
        })();

        v1.StoreFacts = (function() {

            /**
             * Properties of a StoreFacts.
             * @typedef {Object} statestore.v1.StoreFacts.$Properties
             * @property {statestore.v1.Atomicity|null} [atomicity] StoreFacts atomicity
             * @property {statestore.v1.Durability|null} [durability] StoreFacts durability
             * @property {string|null} [durabilityPromise] StoreFacts durabilityPromise
             * @property {boolean|null} [nativeExpiry] StoreFacts nativeExpiry
             * @property {boolean|null} [orderedScan] StoreFacts orderedScan
             * @property {boolean|null} [changeFeed] StoreFacts changeFeed
             * @property {boolean|null} [replicas] StoreFacts replicas
             * @property {boolean|null} [queries] StoreFacts queries
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StoreFacts.
             * @memberof statestore.v1
             * @interface IStoreFacts
             * @augments statestore.v1.StoreFacts.$Properties
             * @deprecated Use statestore.v1.StoreFacts.$Properties instead.
             */

            /**
             * Shape of a StoreFacts.
             * @typedef {statestore.v1.StoreFacts.$Properties} statestore.v1.StoreFacts.$Shape
             */

            /**
             * Constructs a new StoreFacts.
             * @memberof statestore.v1
             * @classdesc Represents a StoreFacts.
             * @constructor
             * @param {statestore.v1.StoreFacts.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StoreFacts = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StoreFacts atomicity.
             * @member {statestore.v1.Atomicity} atomicity
             * @memberof statestore.v1.StoreFacts
             * @instance
             */
            StoreFacts.prototype.atomicity = 0;

            /**
             * StoreFacts durability.
             * @member {statestore.v1.Durability} durability
             * @memberof statestore.v1.StoreFacts
             * @instance
             */
            StoreFacts.prototype.durability = 0;

            /**
             * StoreFacts durabilityPromise.
             * @member {string} durabilityPromise
             * @memberof statestore.v1.StoreFacts
             * @instance
             */
            StoreFacts.prototype.durabilityPromise = "";

            /**
             * StoreFacts nativeExpiry.
             * @member {boolean} nativeExpiry
             * @memberof statestore.v1.StoreFacts
             * @instance
             */
            StoreFacts.prototype.nativeExpiry = false;

            /**
             * StoreFacts orderedScan.
             * @member {boolean} orderedScan
             * @memberof statestore.v1.StoreFacts
             * @instance
             */
            StoreFacts.prototype.orderedScan = false;

            /**
             * StoreFacts changeFeed.
             * @member {boolean} changeFeed
             * @memberof statestore.v1.StoreFacts
             * @instance
             */
            StoreFacts.prototype.changeFeed = false;

            /**
             * StoreFacts replicas.
             * @member {boolean} replicas
             * @memberof statestore.v1.StoreFacts
             * @instance
             */
            StoreFacts.prototype.replicas = false;

            /**
             * StoreFacts queries.
             * @member {boolean} queries
             * @memberof statestore.v1.StoreFacts
             * @instance
             */
            StoreFacts.prototype.queries = false;

            /**
             * Encodes the specified StoreFacts message. Does not implicitly {@link statestore.v1.StoreFacts.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.StoreFacts
             * @static
             * @param {statestore.v1.StoreFacts.$Properties} message StoreFacts message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StoreFacts.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.atomicity != null && $Object.hasOwnProperty.call(message, "atomicity") && message.atomicity !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.atomicity);
                if (message.durability != null && $Object.hasOwnProperty.call(message, "durability") && message.durability !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.durability);
                if (message.durabilityPromise != null && $Object.hasOwnProperty.call(message, "durabilityPromise") && message.durabilityPromise !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.durabilityPromise);
                if (message.nativeExpiry != null && $Object.hasOwnProperty.call(message, "nativeExpiry") && message.nativeExpiry !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.nativeExpiry);
                if (message.orderedScan != null && $Object.hasOwnProperty.call(message, "orderedScan") && message.orderedScan !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.orderedScan);
                if (message.changeFeed != null && $Object.hasOwnProperty.call(message, "changeFeed") && message.changeFeed !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.changeFeed);
                if (message.replicas != null && $Object.hasOwnProperty.call(message, "replicas") && message.replicas !== false)
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.replicas);
                if (message.queries != null && $Object.hasOwnProperty.call(message, "queries") && message.queries !== false)
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.queries);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StoreFacts message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.StoreFacts
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.StoreFacts & statestore.v1.StoreFacts.$Shape} StoreFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StoreFacts.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.StoreFacts();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.atomicity = value;
                            else
                                delete message.atomicity;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.durability = value;
                            else
                                delete message.durability;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.durabilityPromise = value;
                            else
                                delete message.durabilityPromise;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.nativeExpiry = value;
                            else
                                delete message.nativeExpiry;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.orderedScan = value;
                            else
                                delete message.orderedScan;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.changeFeed = value;
                            else
                                delete message.changeFeed;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.replicas = value;
                            else
                                delete message.replicas;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.queries = value;
                            else
                                delete message.queries;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StoreFacts;
        })();

        /**
         * Atomicity enum.
         * @name statestore.v1.Atomicity
         * @enum {number}
         * @property {number} ATOMICITY_UNSPECIFIED=0 ATOMICITY_UNSPECIFIED value
         * @property {number} ATOMICITY_ANY_KEYS=1 ATOMICITY_ANY_KEYS value
         * @property {number} ATOMICITY_ONE_SLOT=2 ATOMICITY_ONE_SLOT value
         */
        v1.Atomicity = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ATOMICITY_UNSPECIFIED"] = 0;
            values[valuesById[1] = "ATOMICITY_ANY_KEYS"] = 1;
            values[valuesById[2] = "ATOMICITY_ONE_SLOT"] = 2;
            return values;
        })();

        /**
         * Durability enum.
         * @name statestore.v1.Durability
         * @enum {number}
         * @property {number} DURABILITY_UNSPECIFIED=0 DURABILITY_UNSPECIFIED value
         * @property {number} DURABILITY_MEMORY=1 DURABILITY_MEMORY value
         * @property {number} DURABILITY_PROCESS_CRASH=2 DURABILITY_PROCESS_CRASH value
         * @property {number} DURABILITY_POWER_LOSS=3 DURABILITY_POWER_LOSS value
         * @property {number} DURABILITY_PRIMARY_LOSS=4 DURABILITY_PRIMARY_LOSS value
         */
        v1.Durability = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "DURABILITY_UNSPECIFIED"] = 0;
            values[valuesById[1] = "DURABILITY_MEMORY"] = 1;
            values[valuesById[2] = "DURABILITY_PROCESS_CRASH"] = 2;
            values[valuesById[3] = "DURABILITY_POWER_LOSS"] = 3;
            values[valuesById[4] = "DURABILITY_PRIMARY_LOSS"] = 4;
            return values;
        })();

        v1.StoreHealth = (function() {

            /**
             * Properties of a StoreHealth.
             * @typedef {Object} statestore.v1.StoreHealth.$Properties
             * @property {boolean|null} [serving] StoreHealth serving
             * @property {google.protobuf.Timestamp.$Properties|null} [checkTime] StoreHealth checkTime
             * @property {string|null} [reason] StoreHealth reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StoreHealth.
             * @memberof statestore.v1
             * @interface IStoreHealth
             * @augments statestore.v1.StoreHealth.$Properties
             * @deprecated Use statestore.v1.StoreHealth.$Properties instead.
             */

            /**
             * Shape of a StoreHealth.
             * @typedef {statestore.v1.StoreHealth.$Properties} statestore.v1.StoreHealth.$Shape
             */

            /**
             * Constructs a new StoreHealth.
             * @memberof statestore.v1
             * @classdesc Represents a StoreHealth.
             * @constructor
             * @param {statestore.v1.StoreHealth.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StoreHealth = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StoreHealth serving.
             * @member {boolean} serving
             * @memberof statestore.v1.StoreHealth
             * @instance
             */
            StoreHealth.prototype.serving = false;

            /**
             * StoreHealth checkTime.
             * @member {google.protobuf.Timestamp.$Properties|null|undefined} checkTime
             * @memberof statestore.v1.StoreHealth
             * @instance
             */
            StoreHealth.prototype.checkTime = null;

            /**
             * StoreHealth reason.
             * @member {string} reason
             * @memberof statestore.v1.StoreHealth
             * @instance
             */
            StoreHealth.prototype.reason = "";

            /**
             * Encodes the specified StoreHealth message. Does not implicitly {@link statestore.v1.StoreHealth.verify|verify} messages.
             * @function encode
             * @memberof statestore.v1.StoreHealth
             * @static
             * @param {statestore.v1.StoreHealth.$Properties} message StoreHealth message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StoreHealth.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.serving != null && $Object.hasOwnProperty.call(message, "serving") && message.serving !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.serving);
                if (message.checkTime != null && $Object.hasOwnProperty.call(message, "checkTime"))
                    $root.google.protobuf.Timestamp.encode(message.checkTime, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StoreHealth message from the specified reader or buffer.
             * @function decode
             * @memberof statestore.v1.StoreHealth
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {statestore.v1.StoreHealth & statestore.v1.StoreHealth.$Shape} StoreHealth
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StoreHealth.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.statestore.v1.StoreHealth();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.serving = value;
                            else
                                delete message.serving;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.checkTime = $root.google.protobuf.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.checkTime);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StoreHealth;
        })();

        return v1;
    })();

    return statestore;
})();

export const google = $root.google = (() => {

    /**
     * Namespace google.
     * @exports google
     * @namespace
     */
    const google = {};

    google.protobuf = (function() {

        /**
         * Namespace protobuf.
         * @memberof google
         * @namespace
         */
        const protobuf = {};

        protobuf.Duration = (function() {

            /**
             * Properties of a Duration.
             * @typedef {Object} google.protobuf.Duration.$Properties
             * @property {number|Long|null} [seconds] Duration seconds
             * @property {number|null} [nanos] Duration nanos
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Duration.
             * @memberof google.protobuf
             * @interface IDuration
             * @augments google.protobuf.Duration.$Properties
             * @deprecated Use google.protobuf.Duration.$Properties instead.
             */

            /**
             * Shape of a Duration.
             * @typedef {google.protobuf.Duration.$Properties} google.protobuf.Duration.$Shape
             */

            /**
             * Constructs a new Duration.
             * @memberof google.protobuf
             * @classdesc Represents a Duration.
             * @constructor
             * @param {google.protobuf.Duration.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Duration = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Duration seconds.
             * @member {number|Long} seconds
             * @memberof google.protobuf.Duration
             * @instance
             */
            Duration.prototype.seconds = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Duration nanos.
             * @member {number} nanos
             * @memberof google.protobuf.Duration
             * @instance
             */
            Duration.prototype.nanos = 0;

            /**
             * Encodes the specified Duration message. Does not implicitly {@link google.protobuf.Duration.verify|verify} messages.
             * @function encode
             * @memberof google.protobuf.Duration
             * @static
             * @param {google.protobuf.Duration.$Properties} message Duration message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Duration.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seconds != null && $Object.hasOwnProperty.call(message, "seconds") && (typeof message.seconds === "object" ? message.seconds.low || message.seconds.high : message.seconds !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.seconds);
                if (message.nanos != null && $Object.hasOwnProperty.call(message, "nanos") && message.nanos !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.nanos);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Duration message from the specified reader or buffer.
             * @function decode
             * @memberof google.protobuf.Duration
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {google.protobuf.Duration & google.protobuf.Duration.$Shape} Duration
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Duration.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.google.protobuf.Duration();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.seconds = value;
                            else
                                delete message.seconds;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.nanos = value;
                            else
                                delete message.nanos;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Duration;
        })();

        protobuf.Timestamp = (function() {

            /**
             * Properties of a Timestamp.
             * @typedef {Object} google.protobuf.Timestamp.$Properties
             * @property {number|Long|null} [seconds] Timestamp seconds
             * @property {number|null} [nanos] Timestamp nanos
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Timestamp.
             * @memberof google.protobuf
             * @interface ITimestamp
             * @augments google.protobuf.Timestamp.$Properties
             * @deprecated Use google.protobuf.Timestamp.$Properties instead.
             */

            /**
             * Shape of a Timestamp.
             * @typedef {google.protobuf.Timestamp.$Properties} google.protobuf.Timestamp.$Shape
             */

            /**
             * Constructs a new Timestamp.
             * @memberof google.protobuf
             * @classdesc Represents a Timestamp.
             * @constructor
             * @param {google.protobuf.Timestamp.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Timestamp = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Timestamp seconds.
             * @member {number|Long} seconds
             * @memberof google.protobuf.Timestamp
             * @instance
             */
            Timestamp.prototype.seconds = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Timestamp nanos.
             * @member {number} nanos
             * @memberof google.protobuf.Timestamp
             * @instance
             */
            Timestamp.prototype.nanos = 0;

            /**
             * Encodes the specified Timestamp message. Does not implicitly {@link google.protobuf.Timestamp.verify|verify} messages.
             * @function encode
             * @memberof google.protobuf.Timestamp
             * @static
             * @param {google.protobuf.Timestamp.$Properties} message Timestamp message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Timestamp.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seconds != null && $Object.hasOwnProperty.call(message, "seconds") && (typeof message.seconds === "object" ? message.seconds.low || message.seconds.high : message.seconds !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.seconds);
                if (message.nanos != null && $Object.hasOwnProperty.call(message, "nanos") && message.nanos !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.nanos);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Timestamp message from the specified reader or buffer.
             * @function decode
             * @memberof google.protobuf.Timestamp
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {google.protobuf.Timestamp & google.protobuf.Timestamp.$Shape} Timestamp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Timestamp.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.google.protobuf.Timestamp();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.seconds = value;
                            else
                                delete message.seconds;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.nanos = value;
                            else
                                delete message.nanos;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Timestamp;
        })();

        protobuf.Any = (function() {

            /**
             * Properties of an Any.
             * @typedef {Object} google.protobuf.Any.$Properties
             * @property {string|null} [type_url] Any type_url
             * @property {Uint8Array|null} [value] Any value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Any.
             * @memberof google.protobuf
             * @interface IAny
             * @augments google.protobuf.Any.$Properties
             * @deprecated Use google.protobuf.Any.$Properties instead.
             */

            /**
             * Shape of an Any.
             * @typedef {google.protobuf.Any.$Properties} google.protobuf.Any.$Shape
             */

            /**
             * Constructs a new Any.
             * @memberof google.protobuf
             * @classdesc Represents an Any.
             * @constructor
             * @param {google.protobuf.Any.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Any = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Any type_url.
             * @member {string} type_url
             * @memberof google.protobuf.Any
             * @instance
             */
            Any.prototype.type_url = "";

            /**
             * Any value.
             * @member {Uint8Array} value
             * @memberof google.protobuf.Any
             * @instance
             */
            Any.prototype.value = $util.newBuffer([]);

            /**
             * Encodes the specified Any message. Does not implicitly {@link google.protobuf.Any.verify|verify} messages.
             * @function encode
             * @memberof google.protobuf.Any
             * @static
             * @param {google.protobuf.Any.$Properties} message Any message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Any.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.type_url != null && $Object.hasOwnProperty.call(message, "type_url") && message.type_url !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.type_url);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Any message from the specified reader or buffer.
             * @function decode
             * @memberof google.protobuf.Any
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {google.protobuf.Any & google.protobuf.Any.$Shape} Any
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Any.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.google.protobuf.Any();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.type_url = value;
                            else
                                delete message.type_url;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Any;
        })();

        return protobuf;
    })();

    google.rpc = (function() {

        /**
         * Namespace rpc.
         * @memberof google
         * @namespace
         */
        const rpc = {};

        rpc.Status = (function() {

            /**
             * Properties of a Status.
             * @typedef {Object} google.rpc.Status.$Properties
             * @property {number|null} [code] Status code
             * @property {string|null} [message] Status message
             * @property {Array.<google.protobuf.Any.$Properties>|null} [details] Status details
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Status.
             * @memberof google.rpc
             * @interface IStatus
             * @augments google.rpc.Status.$Properties
             * @deprecated Use google.rpc.Status.$Properties instead.
             */

            /**
             * Shape of a Status.
             * @typedef {google.rpc.Status.$Properties} google.rpc.Status.$Shape
             */

            /**
             * Constructs a new Status.
             * @memberof google.rpc
             * @classdesc Represents a Status.
             * @constructor
             * @param {google.rpc.Status.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Status = function (properties) {
                this.details = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Status code.
             * @member {number} code
             * @memberof google.rpc.Status
             * @instance
             */
            Status.prototype.code = 0;

            /**
             * Status message.
             * @member {string} message
             * @memberof google.rpc.Status
             * @instance
             */
            Status.prototype.message = "";

            /**
             * Status details.
             * @member {Array.<google.protobuf.Any.$Properties>} details
             * @memberof google.rpc.Status
             * @instance
             */
            Status.prototype.details = $util.emptyArray;

            /**
             * Encodes the specified Status message. Does not implicitly {@link google.rpc.Status.verify|verify} messages.
             * @function encode
             * @memberof google.rpc.Status
             * @static
             * @param {google.rpc.Status.$Properties} message Status message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Status.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.details != null && message.details.length)
                    for (let i = 0; i < message.details.length; ++i)
                        $root.google.protobuf.Any.encode(message.details[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @function decode
             * @memberof google.rpc.Status
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {google.rpc.Status & google.rpc.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Status.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.google.rpc.Status();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.details && message.details.length))
                                message.details = [];
                            message.details.push($root.google.protobuf.Any.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Status;
        })();

        return rpc;
    })();

    return google;
})();

export {
  $root as default
};
