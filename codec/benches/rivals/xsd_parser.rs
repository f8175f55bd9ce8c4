//! Written by xsd-parser 1.5.2: see README.md beside this file.

pub const NS_XS: xsd_parser_types::misc::Namespace =
    xsd_parser_types::misc::Namespace::new_const(b"http://www.w3.org/2001/XMLSchema");
pub const NS_XML: xsd_parser_types::misc::Namespace =
    xsd_parser_types::misc::Namespace::new_const(b"http://www.w3.org/XML/1998/namespace");
pub const NS_XSI: xsd_parser_types::misc::Namespace =
    xsd_parser_types::misc::Namespace::new_const(b"http://www.w3.org/2001/XMLSchema-instance");
#[derive(Debug)]
pub enum AAuthLevelType {
    Clcred,
    Srvcred,
    Obex,
    Http,
}
impl ::xsd_parser_types::quick_xml::DeserializeBytes for AAuthLevelType {
    fn deserialize_bytes(
        helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        bytes: &[::core::primitive::u8],
    ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
        match bytes {
            b"CLCRED" => Ok(Self::Clcred),
            b"SRVCRED" => Ok(Self::Srvcred),
            b"OBEX" => Ok(Self::Obex),
            b"HTTP" => Ok(Self::Http),
            x => Err(::xsd_parser_types::quick_xml::Error::from(
                ::xsd_parser_types::quick_xml::ErrorKind::UnknownOrInvalidValue(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(x),
                ),
            )),
        }
    }
}
impl xsd_parser_types::quick_xml::WithDeserializerFromBytes for AAuthLevelType {}
#[derive(Debug)]
pub enum AAuthType {
    HttpBasic,
    HttpDigest,
    Basic,
    Digest,
    Hmac,
    X509,
    Securid,
    Safeword,
    Digipass,
    Transport,
}
impl ::xsd_parser_types::quick_xml::DeserializeBytes for AAuthType {
    fn deserialize_bytes(
        helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        bytes: &[::core::primitive::u8],
    ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
        match bytes {
            b"HTTP-BASIC" => Ok(Self::HttpBasic),
            b"HTTP-DIGEST" => Ok(Self::HttpDigest),
            b"BASIC" => Ok(Self::Basic),
            b"DIGEST" => Ok(Self::Digest),
            b"HMAC" => Ok(Self::Hmac),
            b"X509" => Ok(Self::X509),
            b"SECURID" => Ok(Self::Securid),
            b"SAFEWORD" => Ok(Self::Safeword),
            b"DIGIPASS" => Ok(Self::Digipass),
            b"TRANSPORT" => Ok(Self::Transport),
            x => Err(::xsd_parser_types::quick_xml::Error::from(
                ::xsd_parser_types::quick_xml::ErrorKind::UnknownOrInvalidValue(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(x),
                ),
            )),
        }
    }
}
impl xsd_parser_types::quick_xml::WithDeserializerFromBytes for AAuthType {}
#[derive(Debug)]
pub enum AddrType {
    Uri,
    IPv4,
    IPv6,
}
impl ::xsd_parser_types::quick_xml::DeserializeBytes for AddrType {
    fn deserialize_bytes(
        helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        bytes: &[::core::primitive::u8],
    ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
        match bytes {
            b"URI" => Ok(Self::Uri),
            b"IPv4" => Ok(Self::IPv4),
            b"IPv6" => Ok(Self::IPv6),
            x => Err(::xsd_parser_types::quick_xml::Error::from(
                ::xsd_parser_types::quick_xml::ErrorKind::UnknownOrInvalidValue(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(x),
                ),
            )),
        }
    }
}
impl xsd_parser_types::quick_xml::WithDeserializerFromBytes for AddrType {}
#[derive(Debug)]
pub struct AppAddrType {
    pub addr: ::std::string::String,
    pub addr_type: AddrType,
    pub port: ::std::vec::Vec<PortType>,
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for AppAddrType {
    type Deserializer = quick_xml_deserialize::AppAddrTypeDeserializer;
}
#[derive(Debug)]
pub struct AppAuthType {
    pub a_auth_level: AAuthLevelType,
    pub a_auth_type: AAuthType,
    pub a_auth_name: ::core::option::Option<::std::string::String>,
    pub a_auth_secret: ::core::option::Option<::std::string::String>,
    pub a_auth_data: ::core::option::Option<::std::string::String>,
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for AppAuthType {
    type Deserializer = quick_xml_deserialize::AppAuthTypeDeserializer;
}
pub type BooleanType = ::core::primitive::bool;
#[derive(Debug)]
pub struct DmAccType {
    pub app_id: DmAccAppIdElementType,
    pub server_id: ::std::string::String,
    pub name: ::core::option::Option<::std::string::String>,
    pub pref_con_ref: ::core::option::Option<::std::string::String>,
    pub to_con_ref: ::std::vec::Vec<ToConRefType>,
    pub app_addr: ::std::vec::Vec<AppAddrType>,
    pub a_auth_pref: ::core::option::Option<::std::string::String>,
    pub app_auth: ::std::vec::Vec<AppAuthType>,
    pub no_auto_initial_session: ::core::option::Option<::core::primitive::bool>,
    pub ext: ::core::option::Option<ExtType>,
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for DmAccType {
    type Deserializer = quick_xml_deserialize::DmAccTypeDeserializer;
}
#[derive(Debug)]
pub struct ExtType {
    pub node: ::std::vec::Vec<NodeType>,
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for ExtType {
    type Deserializer = quick_xml_deserialize::ExtTypeDeserializer;
}
#[derive(Debug)]
pub struct NodeType {
    pub node_name: ::std::string::String,
    pub value: ::core::option::Option<::std::string::String>,
    pub node: ::std::vec::Vec<NodeType>,
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for NodeType {
    type Deserializer = quick_xml_deserialize::NodeTypeDeserializer;
}
#[derive(Debug)]
pub struct PortType {
    pub port_nbr: ::std::string::String,
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for PortType {
    type Deserializer = quick_xml_deserialize::PortTypeDeserializer;
}
pub type ReasonCodeType = ::core::primitive::i32;
#[derive(Debug)]
pub struct ToConRefType {
    pub con_ref: ::std::string::String,
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for ToConRefType {
    type Deserializer = quick_xml_deserialize::ToConRefTypeDeserializer;
}
pub type BootstrapConfirmed = BootstrapConfirmedElementType;
#[derive(Debug)]
pub struct BootstrapConfirmedElementType {
    pub content: ::std::vec::Vec<BootstrapConfirmedElementTypeContent>,
}
#[derive(Debug)]
pub enum BootstrapConfirmedElementTypeContent {
    ReasonCode(::core::primitive::i32),
    Status(BootstrapConfirmedStatusElementType),
    IsClientBootstapped(::core::primitive::bool),
    DmAcc(DmAccType),
    SessionId(::std::string::String),
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for BootstrapConfirmedElementType {
    type Deserializer = quick_xml_deserialize::BootstrapConfirmedElementTypeDeserializer;
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for BootstrapConfirmedElementTypeContent {
    type Deserializer = quick_xml_deserialize::BootstrapConfirmedElementTypeContentDeserializer;
}
pub type DelegationReq = DelegationReqElementType;
#[derive(Debug)]
pub struct DelegationReqElementType {
    pub server_id: ::std::string::String,
    pub device_id: ::std::string::String,
    pub device_man: ::std::string::String,
    pub device_mod: ::std::string::String,
    pub dm_tree_uri: ::std::string::String,
    pub is_delegation_full: ::core::primitive::bool,
    pub session_id: ::std::string::String,
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for DelegationReqElementType {
    type Deserializer = quick_xml_deserialize::DelegationReqElementTypeDeserializer;
}
pub type DelegationResp = DelegationRespElementType;
#[derive(Debug)]
pub struct DelegationRespElementType {
    pub reason_code: ::core::primitive::i32,
    pub status: DelegationRespStatusElementType,
    pub is_acknowledged: ::core::primitive::bool,
    pub session_id: ::std::string::String,
}
impl ::xsd_parser_types::quick_xml::WithDeserializer for DelegationRespElementType {
    type Deserializer = quick_xml_deserialize::DelegationRespElementTypeDeserializer;
}
#[derive(Debug)]
pub enum DmAccAppIdElementType {
    W7,
}
impl ::xsd_parser_types::quick_xml::DeserializeBytes for DmAccAppIdElementType {
    fn deserialize_bytes(
        helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        bytes: &[::core::primitive::u8],
    ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
        match bytes {
            b"w7" => Ok(Self::W7),
            x => Err(::xsd_parser_types::quick_xml::Error::from(
                ::xsd_parser_types::quick_xml::ErrorKind::UnknownOrInvalidValue(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(x),
                ),
            )),
        }
    }
}
impl xsd_parser_types::quick_xml::WithDeserializerFromBytes for DmAccAppIdElementType {}
#[derive(Debug)]
pub enum BootstrapConfirmedStatusElementType {
    BootstrapConfirmed,
}
impl ::xsd_parser_types::quick_xml::DeserializeBytes for BootstrapConfirmedStatusElementType {
    fn deserialize_bytes(
        helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        bytes: &[::core::primitive::u8],
    ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
        match bytes {
            b"BOOTSTRAP_CONFIRMED" => Ok(Self::BootstrapConfirmed),
            x => Err(::xsd_parser_types::quick_xml::Error::from(
                ::xsd_parser_types::quick_xml::ErrorKind::UnknownOrInvalidValue(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(x),
                ),
            )),
        }
    }
}
impl xsd_parser_types::quick_xml::WithDeserializerFromBytes
    for BootstrapConfirmedStatusElementType
{
}
#[derive(Debug)]
pub enum DelegationRespStatusElementType {
    DelegationResp,
}
impl ::xsd_parser_types::quick_xml::DeserializeBytes for DelegationRespStatusElementType {
    fn deserialize_bytes(
        helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        bytes: &[::core::primitive::u8],
    ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
        match bytes {
            b"DELEGATION_RESP" => Ok(Self::DelegationResp),
            x => Err(::xsd_parser_types::quick_xml::Error::from(
                ::xsd_parser_types::quick_xml::ErrorKind::UnknownOrInvalidValue(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(x),
                ),
            )),
        }
    }
}
impl xsd_parser_types::quick_xml::WithDeserializerFromBytes for DelegationRespStatusElementType {}
pub mod quick_xml_deserialize {
    use xsd_parser_types::quick_xml::Deserializer as _;
    #[derive(Debug)]
    pub struct AppAddrTypeDeserializer {
        addr: ::core::option::Option<::std::string::String>,
        addr_type: ::core::option::Option<super::AddrType>,
        port: ::std::vec::Vec<super::PortType>,
        state__: ::std::boxed::Box<AppAddrTypeDeserializerState>,
    }
    #[derive(Debug)]
    enum AppAddrTypeDeserializerState {
        Init__ , Addr (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , AddrType (:: core :: option :: Option << super :: AddrType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Port (:: core :: option :: Option << super :: PortType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Done__ , Unknown__ , }
    impl AppAddrTypeDeserializer {
        fn from_bytes_start(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            for attrib in helper.filter_xmlns_attributes(bytes_start) {
                let attrib = attrib?;
                helper.raise_unexpected_attrib_checked(&attrib)?;
            }
            Ok(Self {
                addr: None,
                addr_type: None,
                port: ::std::vec::Vec::new(),
                state__: ::std::boxed::Box::new(AppAddrTypeDeserializerState::Init__),
            })
        }
        fn finish_state(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: AppAddrTypeDeserializerState,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            use AppAddrTypeDeserializerState as S;
            match state {
                S::Addr(Some(deserializer)) => self.store_addr(deserializer.finish(helper)?)?,
                S::AddrType(Some(deserializer)) => {
                    self.store_addr_type(deserializer.finish(helper)?)?
                }
                S::Port(Some(deserializer)) => self.store_port(deserializer.finish(helper)?)?,
                _ => (),
            }
            Ok(())
        }
        fn store_addr(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.addr.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"Addr"),
                ))?;
            }
            self.addr = Some(value);
            Ok(())
        }
        fn store_addr_type(
            &mut self,
            value: super::AddrType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.addr_type.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"AddrType"),
                ))?;
            }
            self.addr_type = Some(value);
            Ok(())
        }
        fn store_port(
            &mut self,
            value: super::PortType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            self.port.push(value);
            Ok(())
        }
        fn handle_addr<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<AppAddrTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use AppAddrTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::Addr(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_addr(data)?;
                    *self.state__ = S::AddrType(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::Addr(Some(deserializer)));
                    *self.state__ = S::AddrType(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_addr_type<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::AddrType>,
            fallback: &mut ::core::option::Option<AppAddrTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use AppAddrTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::AddrType(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_addr_type(data)?;
                    *self.state__ = S::Port(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::AddrType(Some(deserializer)));
                    *self.state__ = S::Port(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_port<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::PortType>,
            fallback: &mut ::core::option::Option<AppAddrTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use AppAddrTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::Done__;
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_port(data)?;
                    *self.state__ = S::Port(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::Port(Some(deserializer)));
                    *self.state__ = S::Port(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
    }
    impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::AppAddrType>
        for AppAddrTypeDeserializer
    {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::AppAddrType> {
            helper.init_deserializer_from_start_event(event, Self::from_bytes_start)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::AppAddrType> {
            use AppAddrTypeDeserializerState as S;
            let mut event = event;
            let mut fallback = None;
            let mut allow_any_element = false;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::Addr(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_addr(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::AddrType(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_addr_type(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Port(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_port(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (_, ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        if let Some(fallback) = fallback.take() {
                            self.finish_state(helper, fallback)?;
                        }
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                self.finish(helper)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::None,
                            allow_any: false,
                        });
                    }
                    (S::Init__, event) => {
                        fallback.get_or_insert(S::Init__);
                        *self.state__ = S::Addr(None);
                        event
                    }
                    (
                        S::Addr(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"Addr", false)?;
                        match self.handle_addr(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::AddrType(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"AddrType", false)?;
                        match self.handle_addr_type(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::Port(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"Port", false)?;
                        match self.handle_port(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Done__, event) => {
                        *self.state__ = S::Done__;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            allow_any_element,
                        );
                    }
                    (state, event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Break(event),
                            false,
                        );
                    }
                }
            };
            if let Some(fallback) = fallback {
                *self.state__ = fallback;
            }
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self),
                event,
                allow_any,
            })
        }
        fn finish(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<super::AppAddrType, ::xsd_parser_types::quick_xml::Error>
        {
            let state =
                ::core::mem::replace(&mut *self.state__, AppAddrTypeDeserializerState::Unknown__);
            self.finish_state(helper, state)?;
            Ok(super::AppAddrType {
                addr: helper.finish_element("Addr", self.addr)?,
                addr_type: helper.finish_element("AddrType", self.addr_type)?,
                port: self.port,
            })
        }
    }
    #[derive(Debug)]
    pub struct AppAuthTypeDeserializer {
        a_auth_level: ::core::option::Option<super::AAuthLevelType>,
        a_auth_type: ::core::option::Option<super::AAuthType>,
        a_auth_name: ::core::option::Option<::std::string::String>,
        a_auth_secret: ::core::option::Option<::std::string::String>,
        a_auth_data: ::core::option::Option<::std::string::String>,
        state__: ::std::boxed::Box<AppAuthTypeDeserializerState>,
    }
    #[derive(Debug)]
    enum AppAuthTypeDeserializerState {
        Init__ , AAuthLevel (:: core :: option :: Option << super :: AAuthLevelType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , AAuthType (:: core :: option :: Option << super :: AAuthType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , AAuthName (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , AAuthSecret (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , AAuthData (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Done__ , Unknown__ , }
    impl AppAuthTypeDeserializer {
        fn from_bytes_start(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            for attrib in helper.filter_xmlns_attributes(bytes_start) {
                let attrib = attrib?;
                helper.raise_unexpected_attrib_checked(&attrib)?;
            }
            Ok(Self {
                a_auth_level: None,
                a_auth_type: None,
                a_auth_name: None,
                a_auth_secret: None,
                a_auth_data: None,
                state__: ::std::boxed::Box::new(AppAuthTypeDeserializerState::Init__),
            })
        }
        fn finish_state(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: AppAuthTypeDeserializerState,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            use AppAuthTypeDeserializerState as S;
            match state {
                S::AAuthLevel(Some(deserializer)) => {
                    self.store_a_auth_level(deserializer.finish(helper)?)?
                }
                S::AAuthType(Some(deserializer)) => {
                    self.store_a_auth_type(deserializer.finish(helper)?)?
                }
                S::AAuthName(Some(deserializer)) => {
                    self.store_a_auth_name(deserializer.finish(helper)?)?
                }
                S::AAuthSecret(Some(deserializer)) => {
                    self.store_a_auth_secret(deserializer.finish(helper)?)?
                }
                S::AAuthData(Some(deserializer)) => {
                    self.store_a_auth_data(deserializer.finish(helper)?)?
                }
                _ => (),
            }
            Ok(())
        }
        fn store_a_auth_level(
            &mut self,
            value: super::AAuthLevelType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.a_auth_level.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"AAuthLevel"),
                ))?;
            }
            self.a_auth_level = Some(value);
            Ok(())
        }
        fn store_a_auth_type(
            &mut self,
            value: super::AAuthType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.a_auth_type.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"AAuthType"),
                ))?;
            }
            self.a_auth_type = Some(value);
            Ok(())
        }
        fn store_a_auth_name(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.a_auth_name.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"AAuthName"),
                ))?;
            }
            self.a_auth_name = Some(value);
            Ok(())
        }
        fn store_a_auth_secret(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.a_auth_secret.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"AAuthSecret"),
                ))?;
            }
            self.a_auth_secret = Some(value);
            Ok(())
        }
        fn store_a_auth_data(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.a_auth_data.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"AAuthData"),
                ))?;
            }
            self.a_auth_data = Some(value);
            Ok(())
        }
        fn handle_a_auth_level<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::AAuthLevelType>,
            fallback: &mut ::core::option::Option<AppAuthTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use AppAuthTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::AAuthLevel(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_a_auth_level(data)?;
                    *self.state__ = S::AAuthType(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::AAuthLevel(Some(deserializer)));
                    *self.state__ = S::AAuthType(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_a_auth_type<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::AAuthType>,
            fallback: &mut ::core::option::Option<AppAuthTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use AppAuthTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::AAuthType(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_a_auth_type(data)?;
                    *self.state__ = S::AAuthName(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::AAuthType(Some(deserializer)));
                    *self.state__ = S::AAuthName(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_a_auth_name<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<AppAuthTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use AppAuthTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::AAuthSecret(None);
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_a_auth_name(data)?;
                    *self.state__ = S::AAuthSecret(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::AAuthName(Some(deserializer)));
                    *self.state__ = S::AAuthSecret(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_a_auth_secret<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<AppAuthTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use AppAuthTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::AAuthData(None);
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_a_auth_secret(data)?;
                    *self.state__ = S::AAuthData(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::AAuthSecret(Some(deserializer)));
                    *self.state__ = S::AAuthData(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_a_auth_data<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<AppAuthTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use AppAuthTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::Done__;
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_a_auth_data(data)?;
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::AAuthData(Some(deserializer)));
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
    }
    impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::AppAuthType>
        for AppAuthTypeDeserializer
    {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::AppAuthType> {
            helper.init_deserializer_from_start_event(event, Self::from_bytes_start)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::AppAuthType> {
            use AppAuthTypeDeserializerState as S;
            let mut event = event;
            let mut fallback = None;
            let mut allow_any_element = false;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::AAuthLevel(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_a_auth_level(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::AAuthType(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_a_auth_type(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::AAuthName(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_a_auth_name(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::AAuthSecret(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_a_auth_secret(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::AAuthData(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_a_auth_data(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (_, ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        if let Some(fallback) = fallback.take() {
                            self.finish_state(helper, fallback)?;
                        }
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                self.finish(helper)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::None,
                            allow_any: false,
                        });
                    }
                    (S::Init__, event) => {
                        fallback.get_or_insert(S::Init__);
                        *self.state__ = S::AAuthLevel(None);
                        event
                    }
                    (
                        S::AAuthLevel(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output = helper.init_start_tag_deserializer(
                            event,
                            None,
                            b"AAuthLevel",
                            false,
                        )?;
                        match self.handle_a_auth_level(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::AAuthType(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"AAuthType", false)?;
                        match self.handle_a_auth_type(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::AAuthName(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"AAuthName", false)?;
                        match self.handle_a_auth_name(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::AAuthSecret(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output = helper.init_start_tag_deserializer(
                            event,
                            None,
                            b"AAuthSecret",
                            false,
                        )?;
                        match self.handle_a_auth_secret(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::AAuthData(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"AAuthData", false)?;
                        match self.handle_a_auth_data(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Done__, event) => {
                        *self.state__ = S::Done__;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            allow_any_element,
                        );
                    }
                    (state, event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Break(event),
                            false,
                        );
                    }
                }
            };
            if let Some(fallback) = fallback {
                *self.state__ = fallback;
            }
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self),
                event,
                allow_any,
            })
        }
        fn finish(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<super::AppAuthType, ::xsd_parser_types::quick_xml::Error>
        {
            let state =
                ::core::mem::replace(&mut *self.state__, AppAuthTypeDeserializerState::Unknown__);
            self.finish_state(helper, state)?;
            Ok(super::AppAuthType {
                a_auth_level: helper.finish_element("AAuthLevel", self.a_auth_level)?,
                a_auth_type: helper.finish_element("AAuthType", self.a_auth_type)?,
                a_auth_name: self.a_auth_name,
                a_auth_secret: self.a_auth_secret,
                a_auth_data: self.a_auth_data,
            })
        }
    }
    #[derive(Debug)]
    pub struct DmAccTypeDeserializer {
        app_id: ::core::option::Option<super::DmAccAppIdElementType>,
        server_id: ::core::option::Option<::std::string::String>,
        name: ::core::option::Option<::std::string::String>,
        pref_con_ref: ::core::option::Option<::std::string::String>,
        to_con_ref: ::std::vec::Vec<super::ToConRefType>,
        app_addr: ::std::vec::Vec<super::AppAddrType>,
        a_auth_pref: ::core::option::Option<::std::string::String>,
        app_auth: ::std::vec::Vec<super::AppAuthType>,
        no_auto_initial_session: ::core::option::Option<::core::primitive::bool>,
        ext: ::core::option::Option<super::ExtType>,
        state__: ::std::boxed::Box<DmAccTypeDeserializerState>,
    }
    #[derive(Debug)]
    enum DmAccTypeDeserializerState {
        Init__ , AppId (:: core :: option :: Option << super :: DmAccAppIdElementType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , ServerId (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Name (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , PrefConRef (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , ToConRef (:: core :: option :: Option << super :: ToConRefType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , AppAddr (:: core :: option :: Option << super :: AppAddrType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , AAuthPref (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , AppAuth (:: core :: option :: Option << super :: AppAuthType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , NoAutoInitialSession (:: core :: option :: Option << :: core :: primitive :: bool as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Ext (:: core :: option :: Option << super :: ExtType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Done__ , Unknown__ , }
    impl DmAccTypeDeserializer {
        fn from_bytes_start(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            for attrib in helper.filter_xmlns_attributes(bytes_start) {
                let attrib = attrib?;
                helper.raise_unexpected_attrib_checked(&attrib)?;
            }
            Ok(Self {
                app_id: None,
                server_id: None,
                name: None,
                pref_con_ref: None,
                to_con_ref: ::std::vec::Vec::new(),
                app_addr: ::std::vec::Vec::new(),
                a_auth_pref: None,
                app_auth: ::std::vec::Vec::new(),
                no_auto_initial_session: None,
                ext: None,
                state__: ::std::boxed::Box::new(DmAccTypeDeserializerState::Init__),
            })
        }
        fn finish_state(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: DmAccTypeDeserializerState,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            use DmAccTypeDeserializerState as S;
            match state {
                S::AppId(Some(deserializer)) => self.store_app_id(deserializer.finish(helper)?)?,
                S::ServerId(Some(deserializer)) => {
                    self.store_server_id(deserializer.finish(helper)?)?
                }
                S::Name(Some(deserializer)) => self.store_name(deserializer.finish(helper)?)?,
                S::PrefConRef(Some(deserializer)) => {
                    self.store_pref_con_ref(deserializer.finish(helper)?)?
                }
                S::ToConRef(Some(deserializer)) => {
                    self.store_to_con_ref(deserializer.finish(helper)?)?
                }
                S::AppAddr(Some(deserializer)) => {
                    self.store_app_addr(deserializer.finish(helper)?)?
                }
                S::AAuthPref(Some(deserializer)) => {
                    self.store_a_auth_pref(deserializer.finish(helper)?)?
                }
                S::AppAuth(Some(deserializer)) => {
                    self.store_app_auth(deserializer.finish(helper)?)?
                }
                S::NoAutoInitialSession(Some(deserializer)) => {
                    self.store_no_auto_initial_session(deserializer.finish(helper)?)?
                }
                S::Ext(Some(deserializer)) => self.store_ext(deserializer.finish(helper)?)?,
                _ => (),
            }
            Ok(())
        }
        fn store_app_id(
            &mut self,
            value: super::DmAccAppIdElementType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.app_id.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"AppID"),
                ))?;
            }
            self.app_id = Some(value);
            Ok(())
        }
        fn store_server_id(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.server_id.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"ServerID"),
                ))?;
            }
            self.server_id = Some(value);
            Ok(())
        }
        fn store_name(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.name.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"Name"),
                ))?;
            }
            self.name = Some(value);
            Ok(())
        }
        fn store_pref_con_ref(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.pref_con_ref.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"PrefConRef"),
                ))?;
            }
            self.pref_con_ref = Some(value);
            Ok(())
        }
        fn store_to_con_ref(
            &mut self,
            value: super::ToConRefType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            self.to_con_ref.push(value);
            Ok(())
        }
        fn store_app_addr(
            &mut self,
            value: super::AppAddrType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            self.app_addr.push(value);
            Ok(())
        }
        fn store_a_auth_pref(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.a_auth_pref.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"AAuthPref"),
                ))?;
            }
            self.a_auth_pref = Some(value);
            Ok(())
        }
        fn store_app_auth(
            &mut self,
            value: super::AppAuthType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            self.app_auth.push(value);
            Ok(())
        }
        fn store_no_auto_initial_session(
            &mut self,
            value: ::core::primitive::bool,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.no_auto_initial_session.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"NoAutoInitialSession"),
                ))?;
            }
            self.no_auto_initial_session = Some(value);
            Ok(())
        }
        fn store_ext(
            &mut self,
            value: super::ExtType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.ext.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"Ext"),
                ))?;
            }
            self.ext = Some(value);
            Ok(())
        }
        fn handle_app_id<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<
                'de,
                super::DmAccAppIdElementType,
            >,
            fallback: &mut ::core::option::Option<DmAccTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DmAccTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::AppId(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_app_id(data)?;
                    *self.state__ = S::ServerId(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::AppId(Some(deserializer)));
                    *self.state__ = S::ServerId(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_server_id<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DmAccTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DmAccTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::ServerId(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_server_id(data)?;
                    *self.state__ = S::Name(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::ServerId(Some(deserializer)));
                    *self.state__ = S::Name(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_name<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DmAccTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DmAccTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::PrefConRef(None);
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_name(data)?;
                    *self.state__ = S::PrefConRef(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::Name(Some(deserializer)));
                    *self.state__ = S::PrefConRef(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_pref_con_ref<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DmAccTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DmAccTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::ToConRef(None);
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_pref_con_ref(data)?;
                    *self.state__ = S::ToConRef(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::PrefConRef(Some(deserializer)));
                    *self.state__ = S::ToConRef(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_to_con_ref<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::ToConRefType>,
            fallback: &mut ::core::option::Option<DmAccTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DmAccTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::AppAddr(None);
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_to_con_ref(data)?;
                    *self.state__ = S::ToConRef(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::ToConRef(Some(deserializer)));
                    *self.state__ = S::ToConRef(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_app_addr<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::AppAddrType>,
            fallback: &mut ::core::option::Option<DmAccTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DmAccTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                }
                if let Some(fallback) = fallback.take() {
                    self.finish_state(helper, fallback)?;
                }
                if self.app_addr.len() < 1usize {
                    fallback.get_or_insert(S::AppAddr(None));
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                } else {
                    *self.state__ = S::AAuthPref(None);
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_app_addr(data)?;
                    *self.state__ = S::AppAddr(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::AppAddr(Some(deserializer)));
                    *self.state__ = S::AppAddr(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_a_auth_pref<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DmAccTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DmAccTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::AppAuth(None);
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_a_auth_pref(data)?;
                    *self.state__ = S::AppAuth(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::AAuthPref(Some(deserializer)));
                    *self.state__ = S::AppAuth(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_app_auth<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::AppAuthType>,
            fallback: &mut ::core::option::Option<DmAccTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DmAccTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::NoAutoInitialSession(None);
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_app_auth(data)?;
                    *self.state__ = S::AppAuth(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::AppAuth(Some(deserializer)));
                    *self.state__ = S::AppAuth(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_no_auto_initial_session<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::core::primitive::bool>,
            fallback: &mut ::core::option::Option<DmAccTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DmAccTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::Ext(None);
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_no_auto_initial_session(data)?;
                    *self.state__ = S::Ext(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::NoAutoInitialSession(Some(deserializer)));
                    *self.state__ = S::Ext(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_ext<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::ExtType>,
            fallback: &mut ::core::option::Option<DmAccTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DmAccTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::Done__;
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_ext(data)?;
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::Ext(Some(deserializer)));
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
    }
    impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::DmAccType>
        for DmAccTypeDeserializer
    {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::DmAccType> {
            helper.init_deserializer_from_start_event(event, Self::from_bytes_start)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::DmAccType> {
            use DmAccTypeDeserializerState as S;
            let mut event = event;
            let mut fallback = None;
            let mut allow_any_element = false;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::AppId(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_app_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::ServerId(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_server_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Name(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_name(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::PrefConRef(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_pref_con_ref(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::ToConRef(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_to_con_ref(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::AppAddr(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_app_addr(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::AAuthPref(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_a_auth_pref(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::AppAuth(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_app_auth(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::NoAutoInitialSession(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_no_auto_initial_session(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Ext(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_ext(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (_, ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        if let Some(fallback) = fallback.take() {
                            self.finish_state(helper, fallback)?;
                        }
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                self.finish(helper)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::None,
                            allow_any: false,
                        });
                    }
                    (S::Init__, event) => {
                        fallback.get_or_insert(S::Init__);
                        *self.state__ = S::AppId(None);
                        event
                    }
                    (
                        S::AppId(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"AppID", false)?;
                        match self.handle_app_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::ServerId(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"ServerID", false)?;
                        match self.handle_server_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::Name(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"Name", false)?;
                        match self.handle_name(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::PrefConRef(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output = helper.init_start_tag_deserializer(
                            event,
                            None,
                            b"PrefConRef",
                            false,
                        )?;
                        match self.handle_pref_con_ref(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::ToConRef(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"ToConRef", false)?;
                        match self.handle_to_con_ref(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::AppAddr(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"AppAddr", false)?;
                        match self.handle_app_addr(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::AAuthPref(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"AAuthPref", false)?;
                        match self.handle_a_auth_pref(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::AppAuth(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"AppAuth", false)?;
                        match self.handle_app_auth(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::NoAutoInitialSession(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output = helper.init_start_tag_deserializer(
                            event,
                            None,
                            b"NoAutoInitialSession",
                            false,
                        )?;
                        match self.handle_no_auto_initial_session(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::Ext(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"Ext", false)?;
                        match self.handle_ext(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Done__, event) => {
                        *self.state__ = S::Done__;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            allow_any_element,
                        );
                    }
                    (state, event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Break(event),
                            false,
                        );
                    }
                }
            };
            if let Some(fallback) = fallback {
                *self.state__ = fallback;
            }
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self),
                event,
                allow_any,
            })
        }
        fn finish(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<super::DmAccType, ::xsd_parser_types::quick_xml::Error>
        {
            let state =
                ::core::mem::replace(&mut *self.state__, DmAccTypeDeserializerState::Unknown__);
            self.finish_state(helper, state)?;
            Ok(super::DmAccType {
                app_id: helper.finish_element("AppID", self.app_id)?,
                server_id: helper.finish_element("ServerID", self.server_id)?,
                name: self.name,
                pref_con_ref: self.pref_con_ref,
                to_con_ref: self.to_con_ref,
                app_addr: helper.finish_vec(1usize, None, self.app_addr)?,
                a_auth_pref: self.a_auth_pref,
                app_auth: self.app_auth,
                no_auto_initial_session: self.no_auto_initial_session,
                ext: self.ext,
            })
        }
    }
    #[derive(Debug)]
    pub struct ExtTypeDeserializer {
        node: ::std::vec::Vec<super::NodeType>,
        state__: ::std::boxed::Box<ExtTypeDeserializerState>,
    }
    #[derive(Debug)]
    enum ExtTypeDeserializerState {
        Init__,
        Node(
            ::core::option::Option<
                <super::NodeType as ::xsd_parser_types::quick_xml::WithDeserializer>::Deserializer,
            >,
        ),
        Done__,
        Unknown__,
    }
    impl ExtTypeDeserializer {
        fn from_bytes_start(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            for attrib in helper.filter_xmlns_attributes(bytes_start) {
                let attrib = attrib?;
                helper.raise_unexpected_attrib_checked(&attrib)?;
            }
            Ok(Self {
                node: ::std::vec::Vec::new(),
                state__: ::std::boxed::Box::new(ExtTypeDeserializerState::Init__),
            })
        }
        fn finish_state(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: ExtTypeDeserializerState,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            use ExtTypeDeserializerState as S;
            match state {
                S::Node(Some(deserializer)) => self.store_node(deserializer.finish(helper)?)?,
                _ => (),
            }
            Ok(())
        }
        fn store_node(
            &mut self,
            value: super::NodeType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            self.node.push(value);
            Ok(())
        }
        fn handle_node<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::NodeType>,
            fallback: &mut ::core::option::Option<ExtTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use ExtTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::Done__;
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_node(data)?;
                    *self.state__ = S::Node(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::Node(Some(deserializer)));
                    *self.state__ = S::Node(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
    }
    impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::ExtType> for ExtTypeDeserializer {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::ExtType> {
            helper.init_deserializer_from_start_event(event, Self::from_bytes_start)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::ExtType> {
            use ExtTypeDeserializerState as S;
            let mut event = event;
            let mut fallback = None;
            let mut allow_any_element = false;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::Node(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_node(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (_, ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        if let Some(fallback) = fallback.take() {
                            self.finish_state(helper, fallback)?;
                        }
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                self.finish(helper)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::None,
                            allow_any: false,
                        });
                    }
                    (S::Init__, event) => {
                        fallback.get_or_insert(S::Init__);
                        *self.state__ = S::Node(None);
                        event
                    }
                    (
                        S::Node(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"Node", false)?;
                        match self.handle_node(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Done__, event) => {
                        *self.state__ = S::Done__;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            allow_any_element,
                        );
                    }
                    (state, event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Break(event),
                            false,
                        );
                    }
                }
            };
            if let Some(fallback) = fallback {
                *self.state__ = fallback;
            }
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self),
                event,
                allow_any,
            })
        }
        fn finish(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<super::ExtType, ::xsd_parser_types::quick_xml::Error> {
            let state =
                ::core::mem::replace(&mut *self.state__, ExtTypeDeserializerState::Unknown__);
            self.finish_state(helper, state)?;
            Ok(super::ExtType { node: self.node })
        }
    }
    #[derive(Debug)]
    pub struct NodeTypeDeserializer {
        node_name: ::core::option::Option<::std::string::String>,
        value: ::core::option::Option<::std::string::String>,
        node: ::std::vec::Vec<super::NodeType>,
        state__: ::std::boxed::Box<NodeTypeDeserializerState>,
    }
    #[derive(Debug)]
    enum NodeTypeDeserializerState {
        Init__ , NodeName (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Value (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Node (:: core :: option :: Option << super :: NodeType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Done__ , Unknown__ , }
    impl NodeTypeDeserializer {
        fn from_bytes_start(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            for attrib in helper.filter_xmlns_attributes(bytes_start) {
                let attrib = attrib?;
                helper.raise_unexpected_attrib_checked(&attrib)?;
            }
            Ok(Self {
                node_name: None,
                value: None,
                node: ::std::vec::Vec::new(),
                state__: ::std::boxed::Box::new(NodeTypeDeserializerState::Init__),
            })
        }
        fn finish_state(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: NodeTypeDeserializerState,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            use NodeTypeDeserializerState as S;
            match state {
                S::NodeName(Some(deserializer)) => {
                    self.store_node_name(deserializer.finish(helper)?)?
                }
                S::Value(Some(deserializer)) => self.store_value(deserializer.finish(helper)?)?,
                S::Node(Some(deserializer)) => self.store_node(deserializer.finish(helper)?)?,
                _ => (),
            }
            Ok(())
        }
        fn store_node_name(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.node_name.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"NodeName"),
                ))?;
            }
            self.node_name = Some(value);
            Ok(())
        }
        fn store_value(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.value.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"Value"),
                ))?;
            }
            self.value = Some(value);
            Ok(())
        }
        fn store_node(
            &mut self,
            value: super::NodeType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            self.node.push(value);
            Ok(())
        }
        fn handle_node_name<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<NodeTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use NodeTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::NodeName(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_node_name(data)?;
                    *self.state__ = S::Value(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::NodeName(Some(deserializer)));
                    *self.state__ = S::Value(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_value<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<NodeTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use NodeTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::Node(None);
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_value(data)?;
                    *self.state__ = S::Node(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::Value(Some(deserializer)));
                    *self.state__ = S::Node(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_node<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::NodeType>,
            fallback: &mut ::core::option::Option<NodeTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use NodeTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = S::Done__;
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_node(data)?;
                    *self.state__ = S::Node(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::Node(Some(deserializer)));
                    *self.state__ = S::Node(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
    }
    impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::NodeType>
        for NodeTypeDeserializer
    {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::NodeType> {
            helper.init_deserializer_from_start_event(event, Self::from_bytes_start)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::NodeType> {
            use NodeTypeDeserializerState as S;
            let mut event = event;
            let mut fallback = None;
            let mut allow_any_element = false;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::NodeName(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_node_name(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Value(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_value(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Node(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_node(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (_, ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        if let Some(fallback) = fallback.take() {
                            self.finish_state(helper, fallback)?;
                        }
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                self.finish(helper)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::None,
                            allow_any: false,
                        });
                    }
                    (S::Init__, event) => {
                        fallback.get_or_insert(S::Init__);
                        *self.state__ = S::NodeName(None);
                        event
                    }
                    (
                        S::NodeName(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"NodeName", false)?;
                        match self.handle_node_name(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::Value(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"Value", false)?;
                        match self.handle_value(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::Node(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"Node", false)?;
                        match self.handle_node(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Done__, event) => {
                        *self.state__ = S::Done__;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            allow_any_element,
                        );
                    }
                    (state, event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Break(event),
                            false,
                        );
                    }
                }
            };
            if let Some(fallback) = fallback {
                *self.state__ = fallback;
            }
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self),
                event,
                allow_any,
            })
        }
        fn finish(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<super::NodeType, ::xsd_parser_types::quick_xml::Error> {
            let state =
                ::core::mem::replace(&mut *self.state__, NodeTypeDeserializerState::Unknown__);
            self.finish_state(helper, state)?;
            Ok(super::NodeType {
                node_name: helper.finish_element("NodeName", self.node_name)?,
                value: self.value,
                node: self.node,
            })
        }
    }
    #[derive(Debug)]
    pub struct PortTypeDeserializer {
        port_nbr: ::core::option::Option<::std::string::String>,
        state__: ::std::boxed::Box<PortTypeDeserializerState>,
    }
    #[derive(Debug)]
    enum PortTypeDeserializerState {
        Init__ , PortNbr (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Done__ , Unknown__ , }
    impl PortTypeDeserializer {
        fn from_bytes_start(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            for attrib in helper.filter_xmlns_attributes(bytes_start) {
                let attrib = attrib?;
                helper.raise_unexpected_attrib_checked(&attrib)?;
            }
            Ok(Self {
                port_nbr: None,
                state__: ::std::boxed::Box::new(PortTypeDeserializerState::Init__),
            })
        }
        fn finish_state(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: PortTypeDeserializerState,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            use PortTypeDeserializerState as S;
            match state {
                S::PortNbr(Some(deserializer)) => {
                    self.store_port_nbr(deserializer.finish(helper)?)?
                }
                _ => (),
            }
            Ok(())
        }
        fn store_port_nbr(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.port_nbr.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"PortNbr"),
                ))?;
            }
            self.port_nbr = Some(value);
            Ok(())
        }
        fn handle_port_nbr<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<PortTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use PortTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::PortNbr(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_port_nbr(data)?;
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::PortNbr(Some(deserializer)));
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
    }
    impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::PortType>
        for PortTypeDeserializer
    {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::PortType> {
            helper.init_deserializer_from_start_event(event, Self::from_bytes_start)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::PortType> {
            use PortTypeDeserializerState as S;
            let mut event = event;
            let mut fallback = None;
            let mut allow_any_element = false;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::PortNbr(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_port_nbr(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (_, ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        if let Some(fallback) = fallback.take() {
                            self.finish_state(helper, fallback)?;
                        }
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                self.finish(helper)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::None,
                            allow_any: false,
                        });
                    }
                    (S::Init__, event) => {
                        fallback.get_or_insert(S::Init__);
                        *self.state__ = S::PortNbr(None);
                        event
                    }
                    (
                        S::PortNbr(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"PortNbr", false)?;
                        match self.handle_port_nbr(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Done__, event) => {
                        *self.state__ = S::Done__;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            allow_any_element,
                        );
                    }
                    (state, event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Break(event),
                            false,
                        );
                    }
                }
            };
            if let Some(fallback) = fallback {
                *self.state__ = fallback;
            }
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self),
                event,
                allow_any,
            })
        }
        fn finish(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<super::PortType, ::xsd_parser_types::quick_xml::Error> {
            let state =
                ::core::mem::replace(&mut *self.state__, PortTypeDeserializerState::Unknown__);
            self.finish_state(helper, state)?;
            Ok(super::PortType {
                port_nbr: helper.finish_element("PortNbr", self.port_nbr)?,
            })
        }
    }
    #[derive(Debug)]
    pub struct ToConRefTypeDeserializer {
        con_ref: ::core::option::Option<::std::string::String>,
        state__: ::std::boxed::Box<ToConRefTypeDeserializerState>,
    }
    #[derive(Debug)]
    enum ToConRefTypeDeserializerState {
        Init__ , ConRef (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Done__ , Unknown__ , }
    impl ToConRefTypeDeserializer {
        fn from_bytes_start(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            for attrib in helper.filter_xmlns_attributes(bytes_start) {
                let attrib = attrib?;
                helper.raise_unexpected_attrib_checked(&attrib)?;
            }
            Ok(Self {
                con_ref: None,
                state__: ::std::boxed::Box::new(ToConRefTypeDeserializerState::Init__),
            })
        }
        fn finish_state(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: ToConRefTypeDeserializerState,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            use ToConRefTypeDeserializerState as S;
            match state {
                S::ConRef(Some(deserializer)) => {
                    self.store_con_ref(deserializer.finish(helper)?)?
                }
                _ => (),
            }
            Ok(())
        }
        fn store_con_ref(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.con_ref.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"ConRef"),
                ))?;
            }
            self.con_ref = Some(value);
            Ok(())
        }
        fn handle_con_ref<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<ToConRefTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use ToConRefTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::ConRef(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_con_ref(data)?;
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::ConRef(Some(deserializer)));
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
    }
    impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::ToConRefType>
        for ToConRefTypeDeserializer
    {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::ToConRefType> {
            helper.init_deserializer_from_start_event(event, Self::from_bytes_start)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::ToConRefType> {
            use ToConRefTypeDeserializerState as S;
            let mut event = event;
            let mut fallback = None;
            let mut allow_any_element = false;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::ConRef(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_con_ref(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (_, ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        if let Some(fallback) = fallback.take() {
                            self.finish_state(helper, fallback)?;
                        }
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                self.finish(helper)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::None,
                            allow_any: false,
                        });
                    }
                    (S::Init__, event) => {
                        fallback.get_or_insert(S::Init__);
                        *self.state__ = S::ConRef(None);
                        event
                    }
                    (
                        S::ConRef(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"ConRef", false)?;
                        match self.handle_con_ref(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Done__, event) => {
                        *self.state__ = S::Done__;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            allow_any_element,
                        );
                    }
                    (state, event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Break(event),
                            false,
                        );
                    }
                }
            };
            if let Some(fallback) = fallback {
                *self.state__ = fallback;
            }
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self),
                event,
                allow_any,
            })
        }
        fn finish(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<super::ToConRefType, ::xsd_parser_types::quick_xml::Error>
        {
            let state =
                ::core::mem::replace(&mut *self.state__, ToConRefTypeDeserializerState::Unknown__);
            self.finish_state(helper, state)?;
            Ok(super::ToConRefType {
                con_ref: helper.finish_element("ConRef", self.con_ref)?,
            })
        }
    }
    #[derive(Debug)]
    pub struct BootstrapConfirmedElementTypeDeserializer {
        content: ::std::vec::Vec<super::BootstrapConfirmedElementTypeContent>,
        state__: ::std::boxed::Box<BootstrapConfirmedElementTypeDeserializerState>,
    }
    #[derive(Debug)]
    enum BootstrapConfirmedElementTypeDeserializerState {
        Init__ , Next__ , Content__ (< super :: BootstrapConfirmedElementTypeContent as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer) , Unknown__ , }
    impl BootstrapConfirmedElementTypeDeserializer {
        fn from_bytes_start(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            for attrib in helper.filter_xmlns_attributes(bytes_start) {
                let attrib = attrib?;
                helper.raise_unexpected_attrib_checked(&attrib)?;
            }
            Ok(Self {
                content: ::std::vec::Vec::new(),
                state__: ::std::boxed::Box::new(
                    BootstrapConfirmedElementTypeDeserializerState::Init__,
                ),
            })
        }
        fn finish_state(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: BootstrapConfirmedElementTypeDeserializerState,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if let BootstrapConfirmedElementTypeDeserializerState::Content__(deserializer) = state {
                self.store_content(deserializer.finish(helper)?)?;
            }
            Ok(())
        }
        fn store_content(
            &mut self,
            value: super::BootstrapConfirmedElementTypeContent,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            self.content.push(value);
            Ok(())
        }
        fn handle_content<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<
                'de,
                super::BootstrapConfirmedElementTypeContent,
            >,
            fallback: &mut ::core::option::Option<BootstrapConfirmedElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use BootstrapConfirmedElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                *self.state__ = fallback.take().unwrap_or(S::Next__);
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event_end(
                        event, allow_any,
                    ),
                );
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_content(data)?;
                    *self.state__ = S::Next__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    if self.content.len() < 4usize {
                        *fallback = Some(S::Content__(deserializer));
                        *self.state__ = S::Next__;
                        Ok(
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                                event, allow_any,
                            ),
                        )
                    } else {
                        *self.state__ = S::Content__(deserializer);
                        Ok(
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event_end(
                                event, allow_any,
                            ),
                        )
                    }
                }
            }
        }
    }
    impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::BootstrapConfirmedElementType>
        for BootstrapConfirmedElementTypeDeserializer
    {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<
            'de,
            super::BootstrapConfirmedElementType,
        > {
            helper.init_deserializer_from_start_event(event, Self::from_bytes_start)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<
            'de,
            super::BootstrapConfirmedElementType,
        > {
            use BootstrapConfirmedElementTypeDeserializerState as S;
            let mut event = event;
            let mut fallback = None;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::Content__(deserializer), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_content(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (_, ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                self.finish(helper)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::None,
                            allow_any: false,
                        });
                    }
                    (state @ (S::Init__ | S::Next__), event) => {
                        fallback.get_or_insert(state);
                        let output = < super :: BootstrapConfirmedElementTypeContent as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: init (helper , event) ? ;
                        match self.handle_content(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                }
            };
            if let Some(fallback) = fallback {
                *self.state__ = fallback;
            }
            let artifact = ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self);
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            })
        }
        fn finish(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<
            super::BootstrapConfirmedElementType,
            ::xsd_parser_types::quick_xml::Error,
        > {
            let state = ::core::mem::replace(
                &mut *self.state__,
                BootstrapConfirmedElementTypeDeserializerState::Unknown__,
            );
            self.finish_state(helper, state)?;
            Ok(super::BootstrapConfirmedElementType {
                content: helper.finish_vec(1usize, Some(5usize), self.content)?,
            })
        }
    }
    #[derive(Debug)]
    pub struct BootstrapConfirmedElementTypeContentDeserializer {
        state__: ::std::boxed::Box<BootstrapConfirmedElementTypeContentDeserializerState>,
    }
    #[derive(Debug)]
    pub enum BootstrapConfirmedElementTypeContentDeserializerState {
        Init__ , ReasonCode (:: core :: option :: Option < :: core :: primitive :: i32 > , :: core :: option :: Option << :: core :: primitive :: i32 as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer > , :: core :: option :: Option << :: core :: primitive :: i32 as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer > ,) , Status (:: core :: option :: Option < super :: BootstrapConfirmedStatusElementType > , :: core :: option :: Option << super :: BootstrapConfirmedStatusElementType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer > , :: core :: option :: Option << super :: BootstrapConfirmedStatusElementType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer > ,) , IsClientBootstapped (:: core :: option :: Option < :: core :: primitive :: bool > , :: core :: option :: Option << :: core :: primitive :: bool as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer > , :: core :: option :: Option << :: core :: primitive :: bool as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer > ,) , DmAcc (:: core :: option :: Option < super :: DmAccType > , :: core :: option :: Option << super :: DmAccType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer > , :: core :: option :: Option << super :: DmAccType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer > ,) , SessionId (:: core :: option :: Option < :: std :: string :: String > , :: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer > , :: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer > ,) , Done__ (super :: BootstrapConfirmedElementTypeContent) , Unknown__ , }
    impl BootstrapConfirmedElementTypeContentDeserializer {
        fn find_suitable<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            if let ::xsd_parser_types::quick_xml::Event::Start(x)
            | ::xsd_parser_types::quick_xml::Event::Empty(x) = &event
            {
                if x.name().local_name().as_ref() == b"reasonCode" {
                    let output = < :: core :: primitive :: i32 as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: init (helper , event) ? ;
                    return self.handle_reason_code(
                        helper,
                        ::core::default::Default::default(),
                        None,
                        output,
                    );
                }
                if x.name().local_name().as_ref() == b"status" {
                    let output = < super :: BootstrapConfirmedStatusElementType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: init (helper , event) ? ;
                    return self.handle_status(
                        helper,
                        ::core::default::Default::default(),
                        None,
                        output,
                    );
                }
                if x.name().local_name().as_ref() == b"isClientBootstapped" {
                    let output = < :: core :: primitive :: bool as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: init (helper , event) ? ;
                    return self.handle_is_client_bootstapped(
                        helper,
                        ::core::default::Default::default(),
                        None,
                        output,
                    );
                }
                if x.name().local_name().as_ref() == b"DMAcc" {
                    let output = < super :: DmAccType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: init (helper , event) ? ;
                    return self.handle_dm_acc(
                        helper,
                        ::core::default::Default::default(),
                        None,
                        output,
                    );
                }
                if x.name().local_name().as_ref() == b"sessionId" {
                    let output = < :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: init (helper , event) ? ;
                    return self.handle_session_id(
                        helper,
                        ::core::default::Default::default(),
                        None,
                        output,
                    );
                }
            }
            *self.state__ = BootstrapConfirmedElementTypeContentDeserializerState::Init__;
            Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_parent(event, false))
        }
        fn finish_state(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: BootstrapConfirmedElementTypeContentDeserializerState,
        ) -> ::core::result::Result<
            super::BootstrapConfirmedElementTypeContent,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use BootstrapConfirmedElementTypeContentDeserializerState as S;
            match state {
                S::Init__ => Err(::xsd_parser_types::quick_xml::ErrorKind::MissingContent.into()),
                S::ReasonCode(mut values, None, deserializer) => {
                    if let Some(deserializer) = deserializer {
                        let value = deserializer.finish(helper)?;
                        Self::store_reason_code(&mut values, value)?;
                    }
                    Ok(super::BootstrapConfirmedElementTypeContent::ReasonCode(
                        helper.finish_element("reasonCode", values)?,
                    ))
                }
                S::Status(mut values, None, deserializer) => {
                    if let Some(deserializer) = deserializer {
                        let value = deserializer.finish(helper)?;
                        Self::store_status(&mut values, value)?;
                    }
                    Ok(super::BootstrapConfirmedElementTypeContent::Status(
                        helper.finish_element("status", values)?,
                    ))
                }
                S::IsClientBootstapped(mut values, None, deserializer) => {
                    if let Some(deserializer) = deserializer {
                        let value = deserializer.finish(helper)?;
                        Self::store_is_client_bootstapped(&mut values, value)?;
                    }
                    Ok(
                        super::BootstrapConfirmedElementTypeContent::IsClientBootstapped(
                            helper.finish_element("isClientBootstapped", values)?,
                        ),
                    )
                }
                S::DmAcc(mut values, None, deserializer) => {
                    if let Some(deserializer) = deserializer {
                        let value = deserializer.finish(helper)?;
                        Self::store_dm_acc(&mut values, value)?;
                    }
                    Ok(super::BootstrapConfirmedElementTypeContent::DmAcc(
                        helper.finish_element("DMAcc", values)?,
                    ))
                }
                S::SessionId(mut values, None, deserializer) => {
                    if let Some(deserializer) = deserializer {
                        let value = deserializer.finish(helper)?;
                        Self::store_session_id(&mut values, value)?;
                    }
                    Ok(super::BootstrapConfirmedElementTypeContent::SessionId(
                        helper.finish_element("sessionId", values)?,
                    ))
                }
                S::Done__(data) => Ok(data),
                _ => unreachable!(),
            }
        }
        fn store_reason_code(
            values: &mut ::core::option::Option<::core::primitive::i32>,
            value: ::core::primitive::i32,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if values.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"reasonCode"),
                ))?;
            }
            *values = Some(value);
            Ok(())
        }
        fn store_status(
            values: &mut ::core::option::Option<super::BootstrapConfirmedStatusElementType>,
            value: super::BootstrapConfirmedStatusElementType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if values.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"status"),
                ))?;
            }
            *values = Some(value);
            Ok(())
        }
        fn store_is_client_bootstapped(
            values: &mut ::core::option::Option<::core::primitive::bool>,
            value: ::core::primitive::bool,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if values.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"isClientBootstapped"),
                ))?;
            }
            *values = Some(value);
            Ok(())
        }
        fn store_dm_acc(
            values: &mut ::core::option::Option<super::DmAccType>,
            value: super::DmAccType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if values.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"DMAcc"),
                ))?;
            }
            *values = Some(value);
            Ok(())
        }
        fn store_session_id(
            values: &mut ::core::option::Option<::std::string::String>,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if values.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"sessionId"),
                ))?;
            }
            *values = Some(value);
            Ok(())
        }
        fn handle_reason_code<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            mut values: ::core::option::Option<::core::primitive::i32>,
            fallback : :: core :: option :: Option << :: core :: primitive :: i32 as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::core::primitive::i32>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use BootstrapConfirmedElementTypeContentDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                        event, allow_any,
                    ),
                );
            }
            if let Some(deserializer) = fallback {
                let data = deserializer.finish(helper)?;
                Self::store_reason_code(&mut values, data)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    Self::store_reason_code(&mut values, data)?;
                    let data = Self::finish_state(helper, S::ReasonCode(values, None, None))?;
                    *self.state__ = S::Done__(data);
                    Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ))
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    *self.state__ = S::ReasonCode(values, None, Some(deserializer));
                    Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ))
                }
            }
        }
        fn handle_status<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            mut values: ::core::option::Option<super::BootstrapConfirmedStatusElementType>,
            fallback : :: core :: option :: Option << super :: BootstrapConfirmedStatusElementType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<
                'de,
                super::BootstrapConfirmedStatusElementType,
            >,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use BootstrapConfirmedElementTypeContentDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                        event, allow_any,
                    ),
                );
            }
            if let Some(deserializer) = fallback {
                let data = deserializer.finish(helper)?;
                Self::store_status(&mut values, data)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    Self::store_status(&mut values, data)?;
                    let data = Self::finish_state(helper, S::Status(values, None, None))?;
                    *self.state__ = S::Done__(data);
                    Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ))
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    *self.state__ = S::Status(values, None, Some(deserializer));
                    Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ))
                }
            }
        }
        fn handle_is_client_bootstapped<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            mut values: ::core::option::Option<::core::primitive::bool>,
            fallback : :: core :: option :: Option << :: core :: primitive :: bool as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::core::primitive::bool>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use BootstrapConfirmedElementTypeContentDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                        event, allow_any,
                    ),
                );
            }
            if let Some(deserializer) = fallback {
                let data = deserializer.finish(helper)?;
                Self::store_is_client_bootstapped(&mut values, data)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    Self::store_is_client_bootstapped(&mut values, data)?;
                    let data =
                        Self::finish_state(helper, S::IsClientBootstapped(values, None, None))?;
                    *self.state__ = S::Done__(data);
                    Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ))
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    *self.state__ = S::IsClientBootstapped(values, None, Some(deserializer));
                    Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ))
                }
            }
        }
        fn handle_dm_acc<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            mut values: ::core::option::Option<super::DmAccType>,
            fallback: ::core::option::Option<
                <super::DmAccType as ::xsd_parser_types::quick_xml::WithDeserializer>::Deserializer,
            >,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, super::DmAccType>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use BootstrapConfirmedElementTypeContentDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                        event, allow_any,
                    ),
                );
            }
            if let Some(deserializer) = fallback {
                let data = deserializer.finish(helper)?;
                Self::store_dm_acc(&mut values, data)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    Self::store_dm_acc(&mut values, data)?;
                    let data = Self::finish_state(helper, S::DmAcc(values, None, None))?;
                    *self.state__ = S::Done__(data);
                    Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ))
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    *self.state__ = S::DmAcc(values, None, Some(deserializer));
                    Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ))
                }
            }
        }
        fn handle_session_id<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            mut values: ::core::option::Option<::std::string::String>,
            fallback : :: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use BootstrapConfirmedElementTypeContentDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                return Ok(
                    ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                        event, allow_any,
                    ),
                );
            }
            if let Some(deserializer) = fallback {
                let data = deserializer.finish(helper)?;
                Self::store_session_id(&mut values, data)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    Self::store_session_id(&mut values, data)?;
                    let data = Self::finish_state(helper, S::SessionId(values, None, None))?;
                    *self.state__ = S::Done__(data);
                    Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ))
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    *self.state__ = S::SessionId(values, None, Some(deserializer));
                    Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ))
                }
            }
        }
    }
    impl<'de>
        ::xsd_parser_types::quick_xml::Deserializer<
            'de,
            super::BootstrapConfirmedElementTypeContent,
        > for BootstrapConfirmedElementTypeContentDeserializer
    {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<
            'de,
            super::BootstrapConfirmedElementTypeContent,
        > {
            let deserializer = Self {
                state__: ::std::boxed::Box::new(
                    BootstrapConfirmedElementTypeContentDeserializerState::Init__,
                ),
            };
            let mut output = deserializer.next(helper, event)?;
            output.artifact = match output.artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(x)
                    if matches!(
                        &*x.state__,
                        BootstrapConfirmedElementTypeContentDeserializerState::Init__
                    ) =>
                {
                    ::xsd_parser_types::quick_xml::DeserializerArtifact::None
                }
                artifact => artifact,
            };
            Ok(output)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<
            'de,
            super::BootstrapConfirmedElementTypeContent,
        > {
            use BootstrapConfirmedElementTypeContentDeserializerState as S;
            let mut event = event;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::ReasonCode(values, fallback, Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_reason_code(helper, values, fallback, output)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (S::Status(values, fallback, Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_status(helper, values, fallback, output)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (S::IsClientBootstapped(values, fallback, Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_is_client_bootstapped(helper, values, fallback, output)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (S::DmAcc(values, fallback, Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_dm_acc(helper, values, fallback, output)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (S::SessionId(values, fallback, Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_session_id(helper, values, fallback, output)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (state, event @ ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                Self::finish_state(helper, state)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(
                                event,
                            ),
                            allow_any: false,
                        });
                    }
                    (S::Init__, event) => match self.find_suitable(helper, event)? {
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                            event,
                            allow_any,
                        } => break (event, allow_any),
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                            event,
                            ..
                        } => event,
                    },
                    (
                        S::ReasonCode(values, fallback, None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output = helper.init_start_tag_deserializer(
                            event,
                            None,
                            b"reasonCode",
                            false,
                        )?;
                        match self.handle_reason_code(helper, values, fallback, output)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (
                        S::Status(values, fallback, None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"status", false)?;
                        match self.handle_status(helper, values, fallback, output)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (
                        S::IsClientBootstapped(values, fallback, None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output = helper.init_start_tag_deserializer(
                            event,
                            None,
                            b"isClientBootstapped",
                            false,
                        )?;
                        match self.handle_is_client_bootstapped(helper, values, fallback, output)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (
                        S::DmAcc(values, fallback, None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"DMAcc", false)?;
                        match self.handle_dm_acc(helper, values, fallback, output)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (
                        S::SessionId(values, fallback, None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"sessionId", false)?;
                        match self.handle_session_id(helper, values, fallback, output)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                ..
                            } => event,
                        }
                    }
                    (state @ S::Done__(_), event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            false,
                        );
                    }
                    (state, event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            false,
                        );
                    }
                }
            };
            let artifact = if matches!(&*self.state__, S::Done__(_)) {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(self.finish(helper)?)
            } else {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self)
            };
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            })
        }
        fn finish(
            self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<
            super::BootstrapConfirmedElementTypeContent,
            ::xsd_parser_types::quick_xml::Error,
        > {
            Self::finish_state(helper, *self.state__)
        }
    }
    #[derive(Debug)]
    pub struct DelegationReqElementTypeDeserializer {
        server_id: ::core::option::Option<::std::string::String>,
        device_id: ::core::option::Option<::std::string::String>,
        device_man: ::core::option::Option<::std::string::String>,
        device_mod: ::core::option::Option<::std::string::String>,
        dm_tree_uri: ::core::option::Option<::std::string::String>,
        is_delegation_full: ::core::option::Option<::core::primitive::bool>,
        session_id: ::core::option::Option<::std::string::String>,
        state__: ::std::boxed::Box<DelegationReqElementTypeDeserializerState>,
    }
    #[derive(Debug)]
    enum DelegationReqElementTypeDeserializerState {
        Init__ , ServerId (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , DeviceId (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , DeviceMan (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , DeviceMod (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , DmTreeUri (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , IsDelegationFull (:: core :: option :: Option << :: core :: primitive :: bool as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , SessionId (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Done__ , Unknown__ , }
    impl DelegationReqElementTypeDeserializer {
        fn from_bytes_start(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            for attrib in helper.filter_xmlns_attributes(bytes_start) {
                let attrib = attrib?;
                helper.raise_unexpected_attrib_checked(&attrib)?;
            }
            Ok(Self {
                server_id: None,
                device_id: None,
                device_man: None,
                device_mod: None,
                dm_tree_uri: None,
                is_delegation_full: None,
                session_id: None,
                state__: ::std::boxed::Box::new(DelegationReqElementTypeDeserializerState::Init__),
            })
        }
        fn finish_state(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: DelegationReqElementTypeDeserializerState,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            use DelegationReqElementTypeDeserializerState as S;
            match state {
                S::ServerId(Some(deserializer)) => {
                    self.store_server_id(deserializer.finish(helper)?)?
                }
                S::DeviceId(Some(deserializer)) => {
                    self.store_device_id(deserializer.finish(helper)?)?
                }
                S::DeviceMan(Some(deserializer)) => {
                    self.store_device_man(deserializer.finish(helper)?)?
                }
                S::DeviceMod(Some(deserializer)) => {
                    self.store_device_mod(deserializer.finish(helper)?)?
                }
                S::DmTreeUri(Some(deserializer)) => {
                    self.store_dm_tree_uri(deserializer.finish(helper)?)?
                }
                S::IsDelegationFull(Some(deserializer)) => {
                    self.store_is_delegation_full(deserializer.finish(helper)?)?
                }
                S::SessionId(Some(deserializer)) => {
                    self.store_session_id(deserializer.finish(helper)?)?
                }
                _ => (),
            }
            Ok(())
        }
        fn store_server_id(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.server_id.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"serverId"),
                ))?;
            }
            self.server_id = Some(value);
            Ok(())
        }
        fn store_device_id(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.device_id.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"deviceId"),
                ))?;
            }
            self.device_id = Some(value);
            Ok(())
        }
        fn store_device_man(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.device_man.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"deviceMan"),
                ))?;
            }
            self.device_man = Some(value);
            Ok(())
        }
        fn store_device_mod(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.device_mod.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"deviceMod"),
                ))?;
            }
            self.device_mod = Some(value);
            Ok(())
        }
        fn store_dm_tree_uri(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.dm_tree_uri.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"DMTreeURI"),
                ))?;
            }
            self.dm_tree_uri = Some(value);
            Ok(())
        }
        fn store_is_delegation_full(
            &mut self,
            value: ::core::primitive::bool,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.is_delegation_full.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"isDelegationFull"),
                ))?;
            }
            self.is_delegation_full = Some(value);
            Ok(())
        }
        fn store_session_id(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.session_id.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"sessionId"),
                ))?;
            }
            self.session_id = Some(value);
            Ok(())
        }
        fn handle_server_id<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DelegationReqElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationReqElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::ServerId(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_server_id(data)?;
                    *self.state__ = S::DeviceId(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::ServerId(Some(deserializer)));
                    *self.state__ = S::DeviceId(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_device_id<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DelegationReqElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationReqElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::DeviceId(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_device_id(data)?;
                    *self.state__ = S::DeviceMan(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::DeviceId(Some(deserializer)));
                    *self.state__ = S::DeviceMan(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_device_man<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DelegationReqElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationReqElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::DeviceMan(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_device_man(data)?;
                    *self.state__ = S::DeviceMod(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::DeviceMan(Some(deserializer)));
                    *self.state__ = S::DeviceMod(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_device_mod<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DelegationReqElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationReqElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::DeviceMod(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_device_mod(data)?;
                    *self.state__ = S::DmTreeUri(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::DeviceMod(Some(deserializer)));
                    *self.state__ = S::DmTreeUri(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_dm_tree_uri<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DelegationReqElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationReqElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::DmTreeUri(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_dm_tree_uri(data)?;
                    *self.state__ = S::IsDelegationFull(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::DmTreeUri(Some(deserializer)));
                    *self.state__ = S::IsDelegationFull(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_is_delegation_full<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::core::primitive::bool>,
            fallback: &mut ::core::option::Option<DelegationReqElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationReqElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::IsDelegationFull(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_is_delegation_full(data)?;
                    *self.state__ = S::SessionId(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::IsDelegationFull(Some(deserializer)));
                    *self.state__ = S::SessionId(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_session_id<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DelegationReqElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationReqElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::SessionId(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_session_id(data)?;
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::SessionId(Some(deserializer)));
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
    }
    impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::DelegationReqElementType>
        for DelegationReqElementTypeDeserializer
    {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::DelegationReqElementType>
        {
            helper.init_deserializer_from_start_event(event, Self::from_bytes_start)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::DelegationReqElementType>
        {
            use DelegationReqElementTypeDeserializerState as S;
            let mut event = event;
            let mut fallback = None;
            let mut allow_any_element = false;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::ServerId(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_server_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::DeviceId(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_device_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::DeviceMan(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_device_man(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::DeviceMod(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_device_mod(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::DmTreeUri(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_dm_tree_uri(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::IsDelegationFull(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_is_delegation_full(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::SessionId(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_session_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (_, ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        if let Some(fallback) = fallback.take() {
                            self.finish_state(helper, fallback)?;
                        }
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                self.finish(helper)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::None,
                            allow_any: false,
                        });
                    }
                    (S::Init__, event) => {
                        fallback.get_or_insert(S::Init__);
                        *self.state__ = S::ServerId(None);
                        event
                    }
                    (
                        S::ServerId(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"serverId", false)?;
                        match self.handle_server_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::DeviceId(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"deviceId", false)?;
                        match self.handle_device_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::DeviceMan(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"deviceMan", false)?;
                        match self.handle_device_man(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::DeviceMod(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"deviceMod", false)?;
                        match self.handle_device_mod(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::DmTreeUri(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"DMTreeURI", false)?;
                        match self.handle_dm_tree_uri(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::IsDelegationFull(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output = helper.init_start_tag_deserializer(
                            event,
                            None,
                            b"isDelegationFull",
                            false,
                        )?;
                        match self.handle_is_delegation_full(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::SessionId(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"sessionId", false)?;
                        match self.handle_session_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Done__, event) => {
                        *self.state__ = S::Done__;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            allow_any_element,
                        );
                    }
                    (state, event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Break(event),
                            false,
                        );
                    }
                }
            };
            if let Some(fallback) = fallback {
                *self.state__ = fallback;
            }
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self),
                event,
                allow_any,
            })
        }
        fn finish(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<
            super::DelegationReqElementType,
            ::xsd_parser_types::quick_xml::Error,
        > {
            let state = ::core::mem::replace(
                &mut *self.state__,
                DelegationReqElementTypeDeserializerState::Unknown__,
            );
            self.finish_state(helper, state)?;
            Ok(super::DelegationReqElementType {
                server_id: helper.finish_element("serverId", self.server_id)?,
                device_id: helper.finish_element("deviceId", self.device_id)?,
                device_man: helper.finish_element("deviceMan", self.device_man)?,
                device_mod: helper.finish_element("deviceMod", self.device_mod)?,
                dm_tree_uri: helper.finish_element("DMTreeURI", self.dm_tree_uri)?,
                is_delegation_full: helper
                    .finish_element("isDelegationFull", self.is_delegation_full)?,
                session_id: helper.finish_element("sessionId", self.session_id)?,
            })
        }
    }
    #[derive(Debug)]
    pub struct DelegationRespElementTypeDeserializer {
        reason_code: ::core::option::Option<::core::primitive::i32>,
        status: ::core::option::Option<super::DelegationRespStatusElementType>,
        is_acknowledged: ::core::option::Option<::core::primitive::bool>,
        session_id: ::core::option::Option<::std::string::String>,
        state__: ::std::boxed::Box<DelegationRespElementTypeDeserializerState>,
    }
    #[derive(Debug)]
    enum DelegationRespElementTypeDeserializerState {
        Init__ , ReasonCode (:: core :: option :: Option << :: core :: primitive :: i32 as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Status (:: core :: option :: Option << super :: DelegationRespStatusElementType as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , IsAcknowledged (:: core :: option :: Option << :: core :: primitive :: bool as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , SessionId (:: core :: option :: Option << :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer >) , Done__ , Unknown__ , }
    impl DelegationRespElementTypeDeserializer {
        fn from_bytes_start(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            for attrib in helper.filter_xmlns_attributes(bytes_start) {
                let attrib = attrib?;
                helper.raise_unexpected_attrib_checked(&attrib)?;
            }
            Ok(Self {
                reason_code: None,
                status: None,
                is_acknowledged: None,
                session_id: None,
                state__: ::std::boxed::Box::new(DelegationRespElementTypeDeserializerState::Init__),
            })
        }
        fn finish_state(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            state: DelegationRespElementTypeDeserializerState,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            use DelegationRespElementTypeDeserializerState as S;
            match state {
                S::ReasonCode(Some(deserializer)) => {
                    self.store_reason_code(deserializer.finish(helper)?)?
                }
                S::Status(Some(deserializer)) => self.store_status(deserializer.finish(helper)?)?,
                S::IsAcknowledged(Some(deserializer)) => {
                    self.store_is_acknowledged(deserializer.finish(helper)?)?
                }
                S::SessionId(Some(deserializer)) => {
                    self.store_session_id(deserializer.finish(helper)?)?
                }
                _ => (),
            }
            Ok(())
        }
        fn store_reason_code(
            &mut self,
            value: ::core::primitive::i32,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.reason_code.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"reasonCode"),
                ))?;
            }
            self.reason_code = Some(value);
            Ok(())
        }
        fn store_status(
            &mut self,
            value: super::DelegationRespStatusElementType,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.status.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"status"),
                ))?;
            }
            self.status = Some(value);
            Ok(())
        }
        fn store_is_acknowledged(
            &mut self,
            value: ::core::primitive::bool,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.is_acknowledged.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"isAcknowledged"),
                ))?;
            }
            self.is_acknowledged = Some(value);
            Ok(())
        }
        fn store_session_id(
            &mut self,
            value: ::std::string::String,
        ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
            if self.session_id.is_some() {
                Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateElement(
                    ::xsd_parser_types::quick_xml::RawByteStr::from_slice(b"sessionId"),
                ))?;
            }
            self.session_id = Some(value);
            Ok(())
        }
        fn handle_reason_code<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::core::primitive::i32>,
            fallback: &mut ::core::option::Option<DelegationRespElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationRespElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::ReasonCode(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_reason_code(data)?;
                    *self.state__ = S::Status(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::ReasonCode(Some(deserializer)));
                    *self.state__ = S::Status(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_status<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<
                'de,
                super::DelegationRespStatusElementType,
            >,
            fallback: &mut ::core::option::Option<DelegationRespElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationRespElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::Status(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_status(data)?;
                    *self.state__ = S::IsAcknowledged(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::Status(Some(deserializer)));
                    *self.state__ = S::IsAcknowledged(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_is_acknowledged<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::core::primitive::bool>,
            fallback: &mut ::core::option::Option<DelegationRespElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationRespElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::IsAcknowledged(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_is_acknowledged(data)?;
                    *self.state__ = S::SessionId(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::IsAcknowledged(Some(deserializer)));
                    *self.state__ = S::SessionId(None);
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
        fn handle_session_id<'de>(
            &mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            output: ::xsd_parser_types::quick_xml::DeserializerOutput<'de, ::std::string::String>,
            fallback: &mut ::core::option::Option<DelegationRespElementTypeDeserializerState>,
        ) -> ::core::result::Result<
            ::xsd_parser_types::quick_xml::ElementHandlerOutput<'de>,
            ::xsd_parser_types::quick_xml::Error,
        > {
            use DelegationRespElementTypeDeserializerState as S;
            let ::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact,
                event,
                allow_any,
            } = output;
            if artifact.is_none() {
                fallback.get_or_insert(S::SessionId(None));
                if matches!(&fallback, Some(S::Init__)) {
                    return Ok(::xsd_parser_types::quick_xml::ElementHandlerOutput::break_(
                        event, allow_any,
                    ));
                } else {
                    return Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::return_to_root(
                            event, allow_any,
                        ),
                    );
                }
            }
            if let Some(fallback) = fallback.take() {
                self.finish_state(helper, fallback)?;
            }
            match artifact {
                ::xsd_parser_types::quick_xml::DeserializerArtifact::None => unreachable!(),
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                    self.store_session_id(data)?;
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(deserializer) => {
                    fallback.get_or_insert(S::SessionId(Some(deserializer)));
                    *self.state__ = S::Done__;
                    Ok(
                        ::xsd_parser_types::quick_xml::ElementHandlerOutput::from_event(
                            event, allow_any,
                        ),
                    )
                }
            }
        }
    }
    impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::DelegationRespElementType>
        for DelegationRespElementTypeDeserializer
    {
        fn init(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::DelegationRespElementType>
        {
            helper.init_deserializer_from_start_event(event, Self::from_bytes_start)
        }
        fn next(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            event: ::xsd_parser_types::quick_xml::Event<'de>,
        ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::DelegationRespElementType>
        {
            use DelegationRespElementTypeDeserializerState as S;
            let mut event = event;
            let mut fallback = None;
            let mut allow_any_element = false;
            let (event, allow_any) = loop {
                let state = ::core::mem::replace(&mut *self.state__, S::Unknown__);
                event = match (state, event) {
                    (S::Unknown__, _) => unreachable!(),
                    (S::ReasonCode(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_reason_code(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Status(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_status(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::IsAcknowledged(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_is_acknowledged(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::SessionId(Some(deserializer)), event) => {
                        let output = deserializer.next(helper, event)?;
                        match self.handle_session_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (_, ::xsd_parser_types::quick_xml::Event::End(_)) => {
                        if let Some(fallback) = fallback.take() {
                            self.finish_state(helper, fallback)?;
                        }
                        return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                self.finish(helper)?,
                            ),
                            event: ::xsd_parser_types::quick_xml::DeserializerEvent::None,
                            allow_any: false,
                        });
                    }
                    (S::Init__, event) => {
                        fallback.get_or_insert(S::Init__);
                        *self.state__ = S::ReasonCode(None);
                        event
                    }
                    (
                        S::ReasonCode(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output = helper.init_start_tag_deserializer(
                            event,
                            None,
                            b"reasonCode",
                            false,
                        )?;
                        match self.handle_reason_code(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::Status(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"status", false)?;
                        match self.handle_status(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::IsAcknowledged(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output = helper.init_start_tag_deserializer(
                            event,
                            None,
                            b"isAcknowledged",
                            false,
                        )?;
                        match self.handle_is_acknowledged(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (
                        S::SessionId(None),
                        event @ (::xsd_parser_types::quick_xml::Event::Start(_)
                        | ::xsd_parser_types::quick_xml::Event::Empty(_)),
                    ) => {
                        let output =
                            helper.init_start_tag_deserializer(event, None, b"sessionId", false)?;
                        match self.handle_session_id(helper, output, &mut fallback)? {
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Continue {
                                event,
                                allow_any,
                            } => {
                                allow_any_element = allow_any_element || allow_any;
                                event
                            }
                            ::xsd_parser_types::quick_xml::ElementHandlerOutput::Break {
                                event,
                                allow_any,
                            } => break (event, allow_any),
                        }
                    }
                    (S::Done__, event) => {
                        *self.state__ = S::Done__;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Continue(event),
                            allow_any_element,
                        );
                    }
                    (state, event) => {
                        *self.state__ = state;
                        break (
                            ::xsd_parser_types::quick_xml::DeserializerEvent::Break(event),
                            false,
                        );
                    }
                }
            };
            if let Some(fallback) = fallback {
                *self.state__ = fallback;
            }
            Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(self),
                event,
                allow_any,
            })
        }
        fn finish(
            mut self,
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
        ) -> ::core::result::Result<
            super::DelegationRespElementType,
            ::xsd_parser_types::quick_xml::Error,
        > {
            let state = ::core::mem::replace(
                &mut *self.state__,
                DelegationRespElementTypeDeserializerState::Unknown__,
            );
            self.finish_state(helper, state)?;
            Ok(super::DelegationRespElementType {
                reason_code: helper.finish_element("reasonCode", self.reason_code)?,
                status: helper.finish_element("status", self.status)?,
                is_acknowledged: helper.finish_element("isAcknowledged", self.is_acknowledged)?,
                session_id: helper.finish_element("sessionId", self.session_id)?,
            })
        }
    }
}
pub mod xs {
    #[derive(Debug, Default)]
    pub struct EntitiesType(pub ::std::vec::Vec<::std::string::String>);
    impl ::xsd_parser_types::quick_xml::DeserializeBytes for EntitiesType {
        fn deserialize_bytes(
            helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            bytes: &[::core::primitive::u8],
        ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
            Ok(Self(helper.deserialize_list(bytes)?))
        }
    }
    impl xsd_parser_types::quick_xml::WithDeserializerFromBytes for EntitiesType {}
    pub type EntityType = ::std::string::String;
    pub type IdType = ::std::string::String;
    pub type IdrefType = ::std::string::String;
    pub type IdrefsType = EntitiesType;
    pub type NcNameType = ::std::string::String;
    pub type NmtokenType = ::std::string::String;
    pub type NmtokensType = EntitiesType;
    pub type NotationType = ::std::string::String;
    pub type NameType = ::std::string::String;
    pub type QNameType = ::std::string::String;
    #[derive(Debug)]
    pub struct AnySimpleType {
        pub type_: ::core::option::Option<::std::string::String>,
        pub content: ::std::string::String,
    }
    impl ::xsd_parser_types::quick_xml::WithDeserializer for AnySimpleType {
        type Deserializer = quick_xml_deserialize::AnySimpleTypeDeserializer;
    }
    pub type AnyUriType = ::std::string::String;
    pub type Base64BinaryType = ::std::string::String;
    pub type BooleanType = ::core::primitive::bool;
    pub type ByteType = ::core::primitive::i8;
    pub type DateType = ::std::string::String;
    pub type DateTimeType = ::std::string::String;
    pub type DecimalType = ::core::primitive::f64;
    pub type DoubleType = ::core::primitive::f64;
    pub type DurationType = ::std::string::String;
    pub type FloatType = ::core::primitive::f32;
    pub type GDayType = ::std::string::String;
    pub type GMonthType = ::std::string::String;
    pub type GMonthDayType = ::std::string::String;
    pub type GYearType = ::std::string::String;
    pub type GYearMonthType = ::std::string::String;
    pub type HexBinaryType = ::std::string::String;
    pub type IntType = ::core::primitive::i32;
    pub type IntegerType = ::core::primitive::i32;
    pub type LanguageType = ::std::string::String;
    pub type LongType = ::core::primitive::i64;
    pub type NegativeIntegerType = ::core::num::NonZeroIsize;
    pub type NonNegativeIntegerType = ::core::primitive::usize;
    pub type NonPositiveIntegerType = ::core::primitive::isize;
    pub type NormalizedStringType = ::std::string::String;
    pub type PositiveIntegerType = ::core::num::NonZeroUsize;
    pub type ShortType = ::core::primitive::i16;
    pub type StringType = ::std::string::String;
    pub type TimeType = ::std::string::String;
    pub type TokenType = ::std::string::String;
    pub type UnsignedByteType = ::core::primitive::u8;
    pub type UnsignedIntType = ::core::primitive::u32;
    pub type UnsignedLongType = ::core::primitive::u64;
    pub type UnsignedShortType = ::core::primitive::u16;
    pub mod quick_xml_deserialize {
        use xsd_parser_types::quick_xml::Deserializer as _;
        #[derive(Debug)]
        pub struct AnySimpleTypeDeserializer {
            type_: ::core::option::Option<::std::string::String>,
            content: ::core::option::Option<::std::string::String>,
            state__: ::std::boxed::Box<AnySimpleTypeDeserializerState>,
        }
        #[derive(Debug)]
        enum AnySimpleTypeDeserializerState {
            Init__ , Content__ (< :: std :: string :: String as :: xsd_parser_types :: quick_xml :: WithDeserializer > :: Deserializer) , Unknown__ , }
        impl AnySimpleTypeDeserializer {
            fn from_bytes_start(
                helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
                bytes_start: &::xsd_parser_types::quick_xml::BytesStart<'_>,
            ) -> ::core::result::Result<Self, ::xsd_parser_types::quick_xml::Error> {
                let mut type_: ::core::option::Option<::std::string::String> = None;
                for attrib in helper.filter_xmlns_attributes(bytes_start) {
                    let attrib = attrib?;
                    if matches!(
                        helper.resolve_local_name(attrib.key, &super::super::NS_XSI),
                        Some(b"type")
                    ) {
                        helper.read_attrib(&mut type_, b"type", &attrib.value)?;
                    } else {
                        helper.raise_unexpected_attrib_checked(&attrib)?;
                    }
                }
                Ok(Self {
                    type_: type_,
                    content: None,
                    state__: ::std::boxed::Box::new(AnySimpleTypeDeserializerState::Init__),
                })
            }
            fn finish_state(
                &mut self,
                helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
                state: AnySimpleTypeDeserializerState,
            ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
                if let AnySimpleTypeDeserializerState::Content__(deserializer) = state {
                    self.store_content(deserializer.finish(helper)?)?;
                }
                Ok(())
            }
            fn store_content(
                &mut self,
                value: ::std::string::String,
            ) -> ::core::result::Result<(), ::xsd_parser_types::quick_xml::Error> {
                if self.content.is_some() {
                    Err(::xsd_parser_types::quick_xml::ErrorKind::DuplicateContent)?;
                }
                self.content = Some(value);
                Ok(())
            }
            fn handle_content<'de>(
                mut self,
                helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
                output: ::xsd_parser_types::quick_xml::DeserializerOutput<
                    'de,
                    ::std::string::String,
                >,
            ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::AnySimpleType>
            {
                use AnySimpleTypeDeserializerState as S;
                let ::xsd_parser_types::quick_xml::DeserializerOutput {
                    artifact,
                    event,
                    allow_any,
                } = output;
                match artifact {
                    ::xsd_parser_types::quick_xml::DeserializerArtifact::None => {
                        Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::None,
                            event,
                            allow_any,
                        })
                    }
                    ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(data) => {
                        self.store_content(data)?;
                        let data = self.finish(helper)?;
                        Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::Data(
                                data,
                            ),
                            event,
                            allow_any,
                        })
                    }
                    ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(
                        deserializer,
                    ) => {
                        *self.state__ = S::Content__(deserializer);
                        Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                            artifact:
                                ::xsd_parser_types::quick_xml::DeserializerArtifact::Deserializer(
                                    self,
                                ),
                            event,
                            allow_any,
                        })
                    }
                }
            }
        }
        impl<'de> ::xsd_parser_types::quick_xml::Deserializer<'de, super::AnySimpleType>
            for AnySimpleTypeDeserializer
        {
            fn init(
                helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
                event: ::xsd_parser_types::quick_xml::Event<'de>,
            ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::AnySimpleType>
            {
                let (::xsd_parser_types::quick_xml::Event::Start(x)
                | ::xsd_parser_types::quick_xml::Event::Empty(x)) = &event
                else {
                    return Ok(::xsd_parser_types::quick_xml::DeserializerOutput {
                        artifact: ::xsd_parser_types::quick_xml::DeserializerArtifact::None,
                        event: ::xsd_parser_types::quick_xml::DeserializerEvent::Break(event),
                        allow_any: false,
                    });
                };
                Self::from_bytes_start(helper, x)?.next(helper, event)
            }
            fn next(
                mut self,
                helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
                event: ::xsd_parser_types::quick_xml::Event<'de>,
            ) -> ::xsd_parser_types::quick_xml::DeserializerResult<'de, super::AnySimpleType>
            {
                use AnySimpleTypeDeserializerState as S;
                match ::core::mem::replace(&mut *self.state__, S::Unknown__) {
                    S::Unknown__ => unreachable!(),
                    S::Init__ => {
                        let output = ::xsd_parser_types::quick_xml::ContentDeserializer::init(
                            helper, event,
                        )?;
                        self.handle_content(helper, output)
                    }
                    S::Content__(deserializer) => {
                        let output = deserializer.next(helper, event)?;
                        self.handle_content(helper, output)
                    }
                }
            }
            fn finish(
                mut self,
                helper: &mut ::xsd_parser_types::quick_xml::DeserializeHelper,
            ) -> ::core::result::Result<super::AnySimpleType, ::xsd_parser_types::quick_xml::Error>
            {
                let state = ::core::mem::replace(
                    &mut *self.state__,
                    AnySimpleTypeDeserializerState::Unknown__,
                );
                self.finish_state(helper, state)?;
                Ok(super::AnySimpleType {
                    type_: self.type_,
                    content: helper.finish_content(self.content)?,
                })
            }
        }
    }
}
